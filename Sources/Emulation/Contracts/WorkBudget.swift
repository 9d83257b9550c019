/// How many rows an operation may still remove or change before other requests have their turn.
@usableFromInline
package struct WorkBudget: Sendable {
    /// About 3 ms of removals on a large world.
    package static let rowsPerTurn = 100

    @usableFromInline
    package private(set) var rowsLeft = rowsPerTurn

    package init() {}

    package var isUsedUp: Bool { rowsLeft == 0 }

    @usableFromInline
    package mutating func take(_ rowCount: Int) {
        rowsLeft = max(0, rowsLeft - rowCount)
    }
}

extension Table {
    /// Removes rows until the budget is used up.
    ///
    /// - Parameters:
    ///   - rowIDs: the rows; a removed one must leave the index that this sequence reads.
    ///   - budget: what is left of the turn's work.
    @inlinable
    package mutating func delete(_ rowIDs: some Sequence<RowID>, _ budget: inout WorkBudget) {
        for row in rows(at: rowIDs.prefix(budget.rowsLeft)) {
            delete(row.id)
            budget.take(1)
        }
    }

    /// Changes rows until the budget is used up.
    ///
    /// - Parameters:
    ///   - rowIDs: the rows; a changed one must leave the index that this sequence reads.
    ///   - budget: what is left of the turn's work.
    ///   - change: the change.
    @inlinable
    package mutating func update(
        _ rowIDs: some Sequence<RowID>, _ budget: inout WorkBudget, _ change: (inout Row) -> Void
    ) {
        for row in rows(at: rowIDs.prefix(budget.rowsLeft)) {
            update(row.id, change)
            budget.take(1)
        }
    }
}
