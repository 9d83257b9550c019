/// The stored state of one service: a value made of tables.
package protocol ServiceState: Sendable {
    init()

    /// Whether a table has undrained changes.
    ///
    /// Called after every request, so it is written out for each table instead of using a visitor.
    /// Mutating, because a getter that only reads gets a copy of the whole state.
    var hasChanges: Bool { mutating get }

    /// Passes each table, and then the options, to the visitor, in the order of the seed.
    mutating func visitTables(_ visitor: inout some TableVisitor)

    /// Reads the service's section of a seed, and reports all problems.
    mutating func load(from seed: inout SeedReader, accounts: Accounts)

    /// Derives from the tables what the state stores besides them; called when rows were loaded.
    mutating func finishLoading()

    /// Compares what is derived with the tables.
    ///
    /// - Returns: a description of each difference.
    func checkDerived() -> [String]
}

extension ServiceState {
    package mutating func finishLoading() {}

    package func checkDerived() -> [String] { [] }
}

/// Visits the tables of a world: export, journal, recovery.
package protocol TableVisitor {
    /// Visits one table.
    mutating func table<Row: Entity>(_ table: inout Table<Row>)
    /// Visits the service's options: seed member `options`.
    mutating func options<Options: Fields & Equatable>(_ options: inout Options)
}
