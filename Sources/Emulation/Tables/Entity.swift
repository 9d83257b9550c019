/// A row of a table that is written to seeds, exports and the journal.
package protocol Entity: TableRow, Fields {
    /// The name of the list in the seed that holds these entities.
    static var listName: String { get }
    /// Whether the rows only say which id comes next, so that nobody would miss them.
    static var isBookkeeping: Bool { get }
    /// The row as the journal records its deletion: without members that may be very long.
    var deleted: Self { get }
}

/// A row of a table.
///
/// This and the parts of a table are `@inlinable`, because a table is only fast when it is
/// specialized for the type of its rows.
@usableFromInline
package protocol TableRow: Sendable, Equatable {
    associatedtype ID: RowKey & CustomStringConvertible
    associatedtype Indexes: RowIndexes where Indexes.Row == Self

    /// Identifies the row within its table.
    var id: ID { get }
}

extension Entity {
    package static var isBookkeeping: Bool { false }

    package var deleted: Self { self }
}
