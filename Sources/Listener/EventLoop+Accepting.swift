/// Accepting connections.
extension EventLoop {
    /// The maximum of connections that one socket accepts in one turn.
    private static let acceptCountMax = 256

    /// Accepts the waiting connections.
    func accept(from acceptor: Acceptor) {
        for _ in 0..<Self.acceptCountMax {
            switch acceptor.accept() {
            case .connection(let descriptor, let peer): begin(descriptor, peer: peer)
            case .none: return
            case .refused:
                // The system wants a free descriptor before it looks whether a client waits.
                guard acceptor.hasWaitingClient else { return }
                if !endWaitingConnection() { return pauseAccepting() }
            }
        }
    }

    /// Accepts again after a pause.
    func resumeAccepting() {
        guard isAcceptingPaused else { return }
        isAcceptingPaused = false
        for acceptor in acceptors {
            do throws(ListenError) {
                try poller.add(
                    acceptor.descriptor, generation: Self.ownGeneration, interest: .input)
            } catch {
                pauseAccepting()
            }
        }
    }

    /// Stops polling the listening sockets until descriptors are free; otherwise the loop spins.
    private func pauseAccepting() {
        isAcceptingPaused = true
        for acceptor in acceptors { poller.remove(acceptor.descriptor) }
        scheduleSweep()
    }

    private func begin(_ descriptor: consuming Descriptor, peer: SocketAddress) {
        if connections.servedCount >= configuration.connectionCountMax { endWaitingConnection() }
        let isRefused = connections.servedCount >= configuration.connectionCountMax
        if isRefused, connections.refusedCount >= configuration.refusedCountMax { return }
        descriptor.sendWithoutDelay()
        lastGeneration = lastGeneration == .max ? 1 : lastGeneration + 1
        let connection = Connection(
            descriptor, peer: peer, generation: lastGeneration, isRefused: isRefused,
            state: isRefused
                ? refusingState() : ConnectionState(limits: configuration.limits, now: now))
        do throws(ListenError) {
            try poller.add(
                connection.descriptor, generation: connection.generation, interest: .changes)
        } catch {
            return
        }
        connections.insert(connection)
        scheduleSweep()
        if isRefused { resume(connection) }
    }

    /// Ends the waiting connection that loses least; returns whether there was one.
    @discardableResult
    private func endWaitingConnection() -> Bool {
        guard let connection = waitingQueue.next(of: connections, now: now) else { return false }
        end(connection)
        return true
    }

    private func refusingState() -> ConnectionState {
        ConnectionState(
            refusingWith: handler.responseToOverload(), date: handler.date,
            limits: configuration.limits, now: now)
    }
}
