/// New connections.
extension EventLoop {
    /// Accepted from one socket in one turn.
    private static let acceptCountMax = 256
    /// Connections over the limit that are told so; any further one is closed without a word.
    private static let refusedCountMax = 256

    /// Takes the connections that are waiting.
    func accept(from acceptor: Acceptor) {
        for _ in 0..<Self.acceptCountMax {
            switch acceptor.accept() {
            case .connection(let descriptor, let peer): begin(descriptor, peer: peer)
            case .none: return
            case .refused: return pauseAccepting()
            }
        }
    }

    /// Listens again after a pause.
    func resumeAccepting() {
        guard isAcceptingPaused else { return }
        isAcceptingPaused = false
        for acceptor in acceptors {
            do throws(ListenError) {
                try poller.add(acceptor.descriptor, generation: Self.ownGeneration, interest: .input)
            } catch {
                pauseAccepting()
            }
        }
    }

    /// Leaves clients waiting in the kernel until descriptors are free: being told of them again would spin.
    private func pauseAccepting() {
        isAcceptingPaused = true
        for acceptor in acceptors { poller.remove(acceptor.descriptor) }
        scheduleSweep()
    }

    private func begin(_ descriptor: consuming Descriptor, peer: SocketAddress) {
        let isRefused = connections.servedCount >= configuration.connectionCountMax
        if isRefused, connections.refusedCount >= Self.refusedCountMax { return }
        descriptor.sendWithoutDelay()
        lastGeneration = lastGeneration == .max ? 1 : lastGeneration + 1
        let connection = Connection(
            descriptor, peer: peer, generation: lastGeneration, isRefused: isRefused,
            state: isRefused ? refusingState() : ConnectionState(limits: configuration.limits, now: now))
        do throws(ListenError) {
            try poller.add(connection.descriptor, generation: connection.generation, interest: .changes)
        } catch {
            return
        }
        connections.insert(connection)
        scheduleSweep()
        if isRefused { resume(connection) }
    }

    private func refusingState() -> ConnectionState {
        ConnectionState(
            refusingWith: handler.responseToOverload(), date: handler.date, limits: configuration.limits, now: now)
    }
}
