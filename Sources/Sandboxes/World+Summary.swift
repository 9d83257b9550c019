internal import Emulation

extension World {
    /// The number of entities of each kind: `3 users; cavos: 2 organizations, 3 api_keys, 4 apps`.
    package var summary: String {
        var copy = self
        var counter = EntityCounter()
        copy.accounts.visitTables(&counter)
        copy.visitSections(&counter)
        return counter.parts.joined(separator: "; ")
    }

    /// The number of all entities.
    package var entityCount: Int {
        var copy = self
        var counter = EntityCounter()
        copy.accounts.visitTables(&counter)
        copy.visitSections(&counter)
        return counter.total
    }
}

/// Counts the entities of each list.
private struct EntityCounter: TableVisitor, SectionVisitor {
    var parts: [String] = []
    private var counts: [String] = []
    private(set) var total = 0

    mutating func section<State: ServiceState>(_ name: String, _ state: inout State) {
        counts = []
        state.visitTables(&self)
        parts.append(name + ": " + counts.joined(separator: ", "))
    }

    mutating func table<Row: Entity>(_ table: inout Table<Row>) {
        total += table.count
        counts.append("\(table.count) \(Row.listName)")
        if Row.listName == User.listName { parts.append("\(table.count) users") }
    }

    mutating func options<Options: Fields & Equatable>(_ options: inout Options) {}
}
