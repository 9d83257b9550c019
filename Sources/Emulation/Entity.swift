/// A row of a table that stands in seed, export and journal.
package protocol Entity: TableRow, Fields {
    /// The name of the list in the seed that holds these entities.
    static var listName: String { get }
}

/// What a table can hold.
///
/// This and what a table is made of can be inlined into other modules, because a table is only fast when it is compiled for
/// the very rows that it holds.
@usableFromInline
package protocol TableRow: Sendable, Equatable {
    associatedtype ID: Comparable & Hashable & Sendable & CustomStringConvertible
    associatedtype Indexes: RowIndexes where Indexes.Row == Self

    /// What names the row within its table.
    var id: ID { get }
}

/// The look-ups of a table besides the one by id, kept up to date with every change.
@usableFromInline
package protocol RowIndexes: Sendable {
    associatedtype Row

    init()

    /// Takes in a row that is new or has changed.
    mutating func insert(_ row: Row, at place: RowID)
    /// Takes out a row as it was.
    mutating func remove(_ row: Row, at place: RowID)
}

/// The indexes of a table that is only looked up by id.
package struct NoIndexes<Row: Sendable>: RowIndexes {
    package init() {}
    package mutating func insert(_ row: Row, at place: RowID) {}
    package mutating func remove(_ row: Row, at place: RowID) {}
}

/// Where a row stands in its table: rows are numbered as they come in, and the numbers are never used again.
@usableFromInline
package struct RowID: Comparable, Hashable, Sendable {
    @usableFromInline
    package let number: Int

    @inlinable
    package init(number: Int) {
        self.number = number
    }

    @inlinable
    package static func < (left: RowID, right: RowID) -> Bool {
        left.number < right.number
    }
}
