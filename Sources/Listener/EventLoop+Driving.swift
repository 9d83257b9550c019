internal import HTTP

/// The steps of connections.
extension EventLoop {
    /// Reads, writes and pulls of one connection in one turn, so that a busy one does not keep the others waiting.
    private static let maxMovesPerTurn = 32
    /// A larger buffer is given back to the system when its answer has been sent.
    private static let keptOutputByteCountMax = 65_536

    /// Has a connection driven before the loop blocks, after something changed for it.
    func resume(_ connection: Connection) {
        if connection.isScheduled { return }
        connection.isScheduled = true
        ready.append(connection)
    }

    /// Has a connection driven in the next turn.
    func resumeLater(_ connection: Connection) {
        if connection.isScheduled { return }
        connection.isScheduled = true
        yielded.append(connection)
    }

    /// Drives the connections that became ready, also those that become so meanwhile.
    func driveReady() {
        var index = 0
        while index < ready.count {
            drive(ready[index])
            index += 1
        }
        ready.removeAll(keepingCapacity: true)
    }

    /// Lets the connections go on that had used up their share of the last turn.
    func driveYielded() {
        if yielded.isEmpty { return }
        var connections: [Connection] = []
        swap(&connections, &yielded)
        connections.forEach { drive($0) }
    }

    /// Takes the connection's steps until it has to wait, or others should have their turn.
    func drive(_ connection: Connection) {
        connection.isScheduled = true
        lendOutput(to: connection)
        var movesLeft = Self.maxMovesPerTurn
        while movesLeft > 0 {
            switch connection.state.nextStep(now: now) {
            case .handle(let request): handle(request, of: connection)
            case .refuse(let failure):
                connection.state.respond(handler.response(to: failure), date: handler.date)
            case .receive:
                movesLeft -= 1
                receive(on: connection)
            case .send:
                movesLeft -= 1
                send(on: connection)
            case .pull(let source, let byteCountMax):
                movesLeft -= 1
                pull(from: source, byteCountMax: byteCountMax, for: connection)
            case .shutdownWrite: connection.descriptor.shutdownWrite()
            case .close(let reset): return end(connection, reset: reset)
            case .wait:
                takeOutputBack(from: connection)
                connection.isScheduled = false
                return
            }
        }
        yielded.append(connection)
    }

    /// Closes a connection that is broken, or has used up its time.
    func fail(_ connection: Connection) {
        if case .close(let reset) = connection.state.fail() { end(connection, reset: reset) }
    }

    /// Removes a connection; its descriptor is closed with the last reference to it.
    func end(_ connection: Connection, reset: Bool = false) {
        if reset { connection.descriptor.resetWhenClosed() }
        connections.remove(connection)
        takeOutputBack(from: connection)
        connection.state.takeSource()?.cancel()
        resumeAccepting()
    }

    private func handle(_ request: Request, of connection: Connection) {
        lastExchangeNumber += 1
        connection.exchangeNumber = lastExchangeNumber
        handler.handle(request, Exchange(loop: self, connection: connection))
    }

    private func receive(on connection: Connection) {
        switch connection.descriptor.receive(into: &inbox) {
        case .bytes(0): connection.state.inputEnded()
        case .bytes(let count):
            let bytes = inbox
            connection.state.received(
                bytes.span.extracting(first: count), isDrained: count < bytes.count, configuration: configuration)
        case .wouldBlock: connection.state.wouldBlockOnInput()
        case .failed: fail(connection)
        }
    }

    private func send(on connection: Connection) {
        switch connection.descriptor.send(connection.state.output) {
        case .bytes(let count): connection.state.sent(byteCount: count, now: now)
        case .wouldBlock: connection.state.sent(byteCount: 0, now: now)
        case .failed: fail(connection)
        }
    }

    private func pull(from source: any BodySource, byteCountMax: Int, for connection: Connection) {
        connection.state.willPull()
        let chunk = source.next(byteCountMax: byteCountMax)
        connection.state.pulled(chunk, now: now)
    }

    private func lendOutput(to connection: Connection) {
        if connection.state.output.bytes.capacity == 0 { connection.state.output.swapStorage(with: &spareOutput) }
    }

    private func takeOutputBack(from connection: Connection) {
        guard connection.state.output.isEmpty, connection.state.output.bytes.capacity > 0 else { return }
        var storage: [UInt8] = []
        connection.state.output.swapStorage(with: &storage)
        if storage.capacity <= Self.keptOutputByteCountMax { spareOutput = storage }
    }
}
