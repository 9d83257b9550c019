internal import Synchronization

/// Counts the rows that are read and changed: a measure of a turn's work that does not depend on
/// the machine.
///
/// Tables count only in debug builds, where a test fails when an operation visits too many rows in
/// one turn of the loop.
@usableFromInline
package final class WorkMeter: Sendable {
    private let rows = Atomic(0)

    package init() {}

    package var rowCount: Int { rows.load(ordering: .relaxed) }

    @usableFromInline
    func countRow() {
        rows.add(1, ordering: .relaxed)
    }
}
