/// All that one service remembers: a value made of tables.
package protocol ServiceState: Sendable {
    init()

    /// Whether a table has changes that were not drained: asked after every request, so it names each table itself.
    var hasChanges: Bool { get }

    /// Shows each table, and then the options, in the order in which the seed is read.
    mutating func visitTables(_ visitor: inout some TableVisitor)

    /// Reads the service's section of a seed, reporting all that is wrong with it.
    mutating func load(from seed: inout SeedReader, accounts: Accounts)
}

/// Whatever goes over the tables of a world: export, journal, recovery.
package protocol TableVisitor {
    /// Goes over one table.
    mutating func table<Row: Entity>(_ table: inout Table<Row>)
    /// Goes over what is set once for the service: seed member `options`.
    mutating func options<Options: Fields & Equatable>(_ options: inout Options)
}
