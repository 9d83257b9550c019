/// The connections by descriptor: the kernel gives out the least free number, so an array has no gaps to speak of.
struct ConnectionTable {
    private var slots: [Connection?] = []

    /// The number of connections that are served.
    private(set) var servedCount = 0
    /// The number of connections that are being told that there are too many.
    private(set) var refusedCount = 0

    var isEmpty: Bool { servedCount + refusedCount == 0 }

    /// The connections in the order of their descriptors.
    var all: [Connection] { slots.compactMap(\.self) }

    /// Returns the connection with that descriptor.
    subscript(descriptor: Int32) -> Connection? {
        let index = Int(descriptor)
        return slots.indices.contains(index) ? slots[index] : nil
    }

    /// Adds a connection whose descriptor is new.
    mutating func insert(_ connection: Connection) {
        let index = Int(connection.descriptor.number)
        while slots.count <= index { slots.append(nil) }
        slots[index] = connection
        if connection.isRefused { refusedCount += 1 } else { servedCount += 1 }
    }

    /// Removes a connection that is in the table.
    mutating func remove(_ connection: Connection) {
        slots[Int(connection.descriptor.number)] = nil
        if connection.isRefused { refusedCount -= 1 } else { servedCount -= 1 }
    }
}
