/// The connections by descriptor: the kernel assigns the lowest free number, so the array is dense.
struct ConnectionTable {
    private var slots: [Connection?] = []

    /// The number of served connections.
    private(set) var servedCount = 0
    /// The number of connections that are being refused.
    private(set) var refusedCount = 0

    var isEmpty: Bool { servedCount + refusedCount == 0 }

    /// The connections, sorted by descriptor.
    var all: [Connection] { slots.compactMap(\.self) }

    subscript(descriptor: Int32) -> Connection? {
        let index = Int(descriptor)
        return slots.indices.contains(index) ? slots[index] : nil
    }

    /// Inserts a connection; its descriptor must not be in the table.
    mutating func insert(_ connection: Connection) {
        let index = Int(connection.descriptor.number)
        while slots.count <= index { slots.append(nil) }
        slots[index] = connection
        if connection.isRefused { refusedCount += 1 } else { servedCount += 1 }
    }

    /// Removes a connection, which must be in the table.
    mutating func remove(_ connection: Connection) {
        slots[Int(connection.descriptor.number)] = nil
        if connection.isRefused { refusedCount -= 1 } else { servedCount -= 1 }
    }
}
