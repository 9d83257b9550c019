/// Stopping the loop.
extension EventLoop {
    /// Advances a stop; returns whether the loop must run another turn.
    func continueStopping() -> Bool {
        switch life {
        case .running: return true
        case .toStop:
            beginStop()
            return !connections.isEmpty
        case .stopping(let deadline): return !connections.isEmpty && now < deadline
        case .over: return false
        }
    }

    /// Accepts the clients that connected before the stop, and no others.
    private func beginStop() {
        life = .stopping(deadline: now + Int64(configuration.shutdownMillisecondsMax))
        acceptors.forEach { accept(from: $0) }
        acceptors.removeAll()
        for connection in connections.all {
            connection.state.stop()
            resumeLater(connection)
        }
    }
}
