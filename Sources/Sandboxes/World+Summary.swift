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
}

/// Counts the entities of each list.
private struct EntityCounter: TableVisitor, SectionVisitor {
    var parts: [String] = []
    private var counts: [String] = []

    mutating func section<State: ServiceState>(_ name: String, _ state: inout State) {
        counts = []
        state.visitTables(&self)
        parts.append(name + ": " + counts.joined(separator: ", "))
    }

    mutating func table<Row: Entity>(_ table: inout Table<Row>) {
        counts.append("\(table.count) \(Row.listName)")
        if Row.listName == User.listName { parts.append("\(table.count) users") }
    }

    mutating func options<Options: Fields & Equatable>(_ options: inout Options) {}
}
