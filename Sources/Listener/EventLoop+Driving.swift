internal import HTTP

/// Driving connections: carrying out the steps of their state machines.
extension EventLoop {
    /// The maximum of reads, writes and pulls of one connection in one turn, for fairness.
    private static let maxMovesPerTurn = 32
    /// How long a turn lasts before a connection that sent several requests lets others go first.
    private static let turnMillisecondsMax: Int64 = 5
    /// How long a turn lasts before a connection whose answer is streamed lets others go first.
    private static let pullMillisecondsMax: Int64 = 2
    /// A connection with a smaller incomplete request is never refused for the memory of all.
    private static let smallByteCountMax = 16_384
    /// A larger buffer is freed when its answer has been sent.
    private static let keptOutputByteCountMax = 65_536

    /// Schedules a connection to be driven before the loop blocks.
    func resume(_ connection: Connection) {
        if connection.isScheduled { return }
        connection.isScheduled = true
        ready.append(connection)
    }

    /// Schedules a connection to be driven in the next turn.
    func resumeLater(_ connection: Connection) {
        if connection.isScheduled { return }
        connection.isScheduled = true
        yielded.append(connection)
    }

    /// Drives the ready connections, including those that become ready meanwhile.
    func driveReady() {
        var index = 0
        while index < ready.count {
            drive(ready[index])
            index += 1
        }
        ready.removeAll(keepingCapacity: true)
    }

    /// Continues the connections that reached the maximum of the last turn.
    func driveYielded() {
        if yielded.isEmpty { return }
        var connections: [Connection] = []
        swap(&connections, &yielded)
        connections.forEach { drive($0) }
    }

    /// Carries out a connection's steps until it waits or reaches the maximum of a turn.
    func drive(_ connection: Connection) {
        connection.isScheduled = true
        lendOutput(to: connection)
        var movesLeft = Self.maxMovesPerTurn
        var hasHandled = false
        while movesLeft > 0 {
            switch connection.state.nextStep(now: now) {
            case .handle:
                handler.handle(connection.state.takeRequest(), beginExchange(on: connection))
                if hasHandled, configuration.clock() - now >= Self.turnMillisecondsMax {
                    movesLeft = 0
                }
                hasHandled = true
            case .limitBody:
                if let byteCountMax = handler.bodyByteCountMax(for: connection.state.currentHead) {
                    connection.state.limitBody(byteCountMax: byteCountMax)
                }
            case .refuse(let failure): refuse(failure, of: connection)
            case .receive:
                movesLeft -= 1
                receive(on: connection)
            case .send:
                movesLeft -= 1
                send(on: connection)
            case .pull(let source, let byteCountMax):
                movesLeft -= 1
                pull(from: source, byteCountMax: byteCountMax, for: connection)
                if configuration.clock() - now >= Self.pullMillisecondsMax { movesLeft = 0 }
            case .shutdownWrite: connection.descriptor.shutdownWrite()
            case .close(let reset): return end(connection, reset: reset)
            case .wait:
                takeOutputBack(from: connection)
                connection.isScheduled = false
                if connection.state.heldByteCount != connection.countedByteCount {
                    recount(connection)
                }
                return
            }
        }
        if connection.state.canSend { send(on: connection) }
        yielded.append(connection)
    }

    /// Counts the bytes of incomplete requests, and refuses this one if all of them are too many.
    private func recount(_ connection: Connection) {
        let byteCount = connection.state.heldByteCount
        heldByteCount += byteCount - connection.countedByteCount
        connection.countedByteCount = byteCount
        guard heldByteCount > configuration.heldByteCountMax, byteCount > Self.smallByteCountMax
        else { return }
        abandonRequest(
            of: connection, status: 503, reason: "There are too many incomplete request bodies.")
    }

    /// Answers an incomplete request with a failure; returns whether there was one.
    @discardableResult
    func abandonRequest(of connection: Connection, status: Int, reason: String) -> Bool {
        guard let failure = connection.state.abandonRequest(status: status, reason: reason) else {
            return false
        }
        heldByteCount -= connection.countedByteCount
        connection.countedByteCount = 0
        refuse(failure, of: connection)
        return true
    }

    /// Closes a connection that is broken or timed out.
    func fail(_ connection: Connection) {
        if case .close(let reset) = connection.state.fail() { end(connection, reset: reset) }
    }

    /// Removes a connection; its descriptor is closed with the last reference to it.
    func end(_ connection: Connection, reset: Bool = false) {
        if reset { connection.descriptor.resetWhenClosed() }
        connections.remove(connection)
        heldByteCount -= connection.countedByteCount
        connection.countedByteCount = 0
        takeOutputBack(from: connection)
        connection.state.takeSource()?.cancel()
        if let held = connection.held.take() {
            held.end()
            if case .delayed(let timer, let source) = held.stage {
                cancel(timer)
                source?.cancel()
            }
        }
        resumeAccepting()
    }

    private func refuse(_ failure: RequestFailure, of connection: Connection) {
        let exchange = beginExchange(on: connection)
        exchange.deliver(Delivery(handler.response(to: failure)), date: handler.date)
    }

    private func beginExchange(on connection: Connection) -> Exchange {
        lastExchangeNumber += 1
        connection.exchangeNumber = lastExchangeNumber
        return Exchange(loop: self, connection: connection)
    }

    private func receive(on connection: Connection) {
        switch connection.descriptor.receive(into: &inbox) {
        case .bytes(0): connection.state.inputEnded()
        case .bytes(let count):
            let bytes = inbox
            connection.state.received(
                bytes.span.extracting(first: count), isDrained: count < bytes.count,
                configuration: configuration)
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
        if connection.state.output.bytes.capacity == 0 {
            connection.state.output.swapStorage(with: &spareOutput)
        }
    }

    private func takeOutputBack(from connection: Connection) {
        guard connection.state.output.isEmpty, connection.state.output.bytes.capacity > 0 else {
            return
        }
        var storage: [UInt8] = []
        connection.state.output.swapStorage(with: &storage)
        if storage.capacity <= Self.keptOutputByteCountMax { spareOutput = storage }
    }
}
