internal import SortedCollections

extension Table {
    /// Compares the indexes and the id look-up with the rows.
    ///
    /// The indexes are built anew from the rows: an entry that a change forgot to remove, or to insert, is a
    /// difference.
    ///
    /// - Returns: a description of each difference; none when the table is consistent.
    package func checkIndexes() -> [String] {
        var problems: [String] = []
        var rebuilt = Row.Indexes()
        for (number, row) in rows {
            rebuilt.apply(RowChange(RowID(number: number), from: nil, to: row))
            let found = self.number(of: row.id)
            if found != number {
                problems.append(
                    "row \(number) has the id \(row.id), which is looked up as \(found.map(String.init) ?? "none")")
            }
        }
        if numbers.count != count { problems.append("\(numbers.count) ids lead to \(count) rows") }
        guard rebuilt != indexes else { return problems }
        let differing = zip(Mirror(reflecting: rebuilt).children, Mirror(reflecting: indexes).children)
            .filter { !Self.isEqual($0.value, $1.value) }.map { $0.0.label ?? "an index" }
        return problems + differing.map { "\($0) differs from the rows" }
    }

    private static func isEqual(_ left: Any, _ right: Any) -> Bool {
        func compare<Value: Equatable>(_ left: Value) -> Bool { left == right as? Value }
        return (left as? any Equatable).map { compare($0) } ?? false
    }
}
