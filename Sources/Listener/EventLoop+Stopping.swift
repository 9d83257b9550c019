/// The end of the loop.
extension EventLoop {
    /// Takes the stop a step further; returns whether there is another turn.
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

    /// Serves the clients that had got through before, and no others.
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
