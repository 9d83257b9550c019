/// Finds the connections that give way when there is no room for a new one: see `Wait`.
///
/// Nothing is recorded while there is room: a search looks at all connections, and finds enough for
/// many new ones.
struct WaitingQueue {
    private struct Entry {
        let descriptor: Int32
        let generation: UInt32
        let wait: ConnectionState.Wait
    }

    /// The maximum of connections that one search finds.
    private static let countMax = 256
    /// A connection that has waited for a shorter time is about to be used, by experience.
    private static let waitMillisecondsMin: Int64 = 1_000
    /// The time until the next search, after one that found fewer than it could.
    private static let pauseMilliseconds: Int64 = 100

    /// The entries, the first to be closed last.
    private var entries: [Entry] = []
    private var searchesAgainAt = Int64.min

    /// Returns the connection that is to be closed first; nil without one.
    mutating func next(of connections: ConnectionTable, now: Int64) -> Connection? {
        if let found = pop(from: connections) { return found }
        guard now >= searchesAgainAt else { return nil }
        search(connections, now: now)
        return pop(from: connections)
    }

    private mutating func pop(from connections: ConnectionTable) -> Connection? {
        while let entry = entries.popLast() {
            guard let connection = connections[entry.descriptor],
                connection.generation == entry.generation,
                connection.state.wait == entry.wait
            else { continue }
            return connection
        }
        return nil
    }

    private mutating func search(_ connections: ConnectionTable, now: Int64) {
        entries = connections.all.compactMap { connection in
            guard let wait = connection.state.wait,
                now - wait.since >= Self.waitMillisecondsMin
            else {
                return nil
            }
            return Entry(
                descriptor: connection.descriptor.number, generation: connection.generation,
                wait: wait)
        }
        entries.sort { $0.wait > $1.wait }
        entries.removeFirst(max(0, entries.count - Self.countMax))
        searchesAgainAt = entries.count < Self.countMax ? now + Self.pauseMilliseconds : now
    }
}
