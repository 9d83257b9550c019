/// The indexes of a table besides the one by id.
///
/// A type that conforms declares each index once: as a stored property, and as one line of `apply` that says which
/// key a row has in it. Inserting, updating, removing, rebuilding and checking are derived from that line, so that
/// they cannot disagree.
@usableFromInline
package protocol RowIndexes: Sendable, Equatable {
    associatedtype Row

    init()

    /// Applies a change of one row to every index.
    mutating func apply(_ change: RowChange<Row>)
}

/// The indexes of a table that is only looked up by id.
package struct NoIndexes<Row: Sendable>: RowIndexes {
    package init() {}
    package mutating func apply(_ change: RowChange<Row>) {}
}

/// A row before and after a change.
@usableFromInline
package struct RowChange<Row> {
    @usableFromInline
    package let rowID: RowID
    /// The row before the change; nil when it is inserted.
    @usableFromInline
    package let old: Row?
    /// The row after the change; nil when it is removed.
    @usableFromInline
    package let new: Row?

    @inlinable
    package init(_ rowID: RowID, from old: Row?, to new: Row?) {
        self.rowID = rowID
        self.old = old
        self.new = new
    }
}

/// The number of a row in its table: numbers are given in the order of insertion and never used again.
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
