internal import Emulation
package import Sandboxes

extension World {
    /// Compares the indexes of every table with its rows.
    ///
    /// - Returns: a description of each difference.
    package func checkIndexes() -> [String] {
        var copy = self
        var checker = IndexChecker()
        copy.accounts.visitTables(&checker)
        copy.visitSections(&checker)
        return checker.problems
    }
}

/// Checks the indexes of a world that changes, at a bounded cost a change.
///
/// A check takes as long as there are rows. In a small world it follows each change; in a large one it waits for a change
/// for each hundred rows, so that a test with thousands of requests stays linear. The last change is always followed by
/// one.
struct IndexCheck {
    private static let rowsPerChange = 100

    private var changeCount = 0
    private var rowCount = 0

    mutating func countChange(_ world: World) {
        changeCount += 1
        if changeCount * Self.rowsPerChange >= rowCount { check(world) }
    }

    mutating func finish(_ world: World) {
        if changeCount > 0 { check(world) }
    }

    private mutating func check(_ world: World) {
        var world = world
        var checker = IndexChecker()
        world.accounts.visitTables(&checker)
        world.visitSections(&checker)
        for problem in checker.problems { TestIssue.record("indexes: \(problem)") }
        rowCount = checker.rowCount
        changeCount = 0
    }
}

private struct IndexChecker: TableVisitor, SectionVisitor {
    var problems: [String] = []
    var rowCount = 0
    private var section = ""

    mutating func section<State: ServiceState>(_ name: String, _ state: inout State) {
        section = name + "."
        state.visitTables(&self)
        problems += state.checkDerived().map { "\(name): \($0)" }
    }

    mutating func table<Row: Entity>(_ table: inout Table<Row>) {
        rowCount += table.count
        problems += table.checkIndexes().map { "\(section)\(Row.listName): \($0)" }
    }

    mutating func options<Options: Fields & Equatable>(_ options: inout Options) {}
}
