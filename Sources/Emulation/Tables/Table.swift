public import SortedCollections

/// The entities of one kind: rows in the order of their insertion, found by id and by the row's own indexes.
///
/// A table is a value that is copied in constant time. Each change is recorded until it is drained, because the journal
/// stores the changes of a request.
@usableFromInline
package struct Table<Row: TableRow>: Sendable {
    /// A change of a table, as the journal stores it.
    @usableFromInline
    package enum Change: Sendable {
        case put(Row)
        case delete(Row)
    }

    @usableFromInline
    package internal(set) var indexes = Row.Indexes()
    /// The changes since the last draining, in the order in which they were applied.
    @usableFromInline
    package internal(set) var changes: [Change] = []
    @usableFromInline var rows = SortedDictionary<Int, Row>()
    @usableFromInline var numbers = RowIDMap<Row.ID.ComparableForm>()
    @usableFromInline var nextNumber = 0
    #if DEBUG
        /// Counts visited rows for tests.
        @usableFromInline package var meter: WorkMeter?
    #endif

    @inlinable
    package init() {}

    @inlinable
    func countRow() {
        #if DEBUG
            meter?.countRow()
        #endif
    }

    @inlinable
    package var count: Int { rows.count }

    /// Returns the row of an id.
    @inlinable
    package subscript(id: Row.ID) -> Row? {
        number(of: id).flatMap { rows[$0] }
    }

    @inlinable @inline(never)
    func number(of id: Row.ID) -> Int? {
        countRow()
        let id = id.comparable
        return numbers.number(of: id) { rows.read($0) { $0.id.comparable == id } ?? false }
    }

    /// Whether there is a row of an id, without copying it.
    @inlinable
    package func contains(_ id: Row.ID) -> Bool {
        number(of: id) != nil
    }

    /// Reads a part of the row of an id without copying the row; nil when there is no such row.
    @inlinable
    package func read<Part>(_ id: Row.ID, _ part: (Row) -> Part) -> Part? {
        number(of: id).flatMap { rows.read($0, part) }
    }

    /// Reads a part of the row of a row id without copying the row; nil when the row was removed.
    @inlinable
    package func read<Part>(_ rowID: RowID, _ part: (Row) -> Part) -> Part? {
        countRow()
        return rows.read(rowID.number, part)
    }

    /// Returns the row of a row id; nil when it was removed.
    @inlinable
    package subscript(rowID: RowID) -> Row? {
        countRow()
        return rows[rowID.number]
    }

    /// Inserts a row after all others, or replaces the row that has its id.
    @inlinable @inline(never)
    package mutating func put(_ row: Row) {
        finishLoading()
        load(row)
        changes.append(.put(row))
    }

    /// Inserts or replaces a row without recording a change: for rows that are read from a file.
    ///
    /// - Returns: whether the row was inserted; false when it replaced another.
    @discardableResult
    @inlinable @inline(never)
    package mutating func load(_ row: Row) -> Bool {
        countRow()
        let id = row.id.comparable
        let number = numbers.number(of: id, orNew: nextNumber) {
            rows.read($0) { $0.id.comparable == id } ?? false
        }
        let old = rows.updateValue(row, forKey: number)
        if old == nil { nextNumber += 1 }
        indexes.apply(RowChange(RowID(number: number), from: old, to: row))
        return old == nil
    }

    /// Ends the reading of a file; only then may the table be copied.
    @inlinable
    package mutating func finishLoading() {
        numbers.isLoading = false
    }

    /// Changes the row of an id; does nothing when there is no such row.
    @inlinable
    package mutating func update(_ id: Row.ID, _ change: (inout Row) -> Void) {
        guard var row = self[id] else { return }
        change(&row)
        put(row)
    }

    /// Removes the row of an id.
    ///
    /// - Returns: the row; nil when there was none, which records no change.
    @discardableResult
    @inlinable @inline(never)
    package mutating func delete(_ id: Row.ID) -> Row? {
        finishLoading()
        guard let row = unload(id) else { return nil }
        changes.append(.delete(row))
        return row
    }

    /// Removes a row without recording a change: for removals that are read from a file.
    @discardableResult
    @inlinable @inline(never)
    package mutating func unload(_ id: Row.ID) -> Row? {
        countRow()
        let id = id.comparable
        let known = numbers.remove(id) { rows.read($0) { $0.id.comparable == id } ?? false }
        guard let number = known, let row = rows.removeValue(forKey: number) else { return nil }
        indexes.apply(RowChange(RowID(number: number), from: row, to: nil))
        return row
    }

    /// Whether there are changes since the last draining.
    @inlinable
    package var hasChanges: Bool { !changes.isEmpty }

    /// Forgets the recorded changes.
    @inlinable
    package mutating func drainChanges() {
        changes = []
    }

    /// All rows in the order of their insertion.
    @inlinable
    package var all: some Sequence<Row> & SendableMetatype {
        rows.lazy.map { element in
            countRow()
            return element.value
        }
    }

    /// The rows from a row id on, each with its row id, in the order of their insertion.
    @inlinable
    package func rows(from rowID: RowID) -> some Sequence<(RowID, Row)> {
        rows.elements(from: rowID.number).lazy.map { element in
            countRow()
            return (RowID(number: element.key), element.value)
        }
    }

    /// Looks up rows by their row ids, in the same order; removed rows are left out.
    @inlinable
    package func rows(at rowIDs: some Sequence<RowID>) -> [Row] {
        rowIDs.compactMap { self[$0] }
    }
}
