public import SortedCollections

/// The entities of one kind: rows in the order in which they came, found by id and by the row's own indexes.
///
/// A value: copying takes no time, whatever the size. Each change is recorded until it is drained, so that the journal can
/// keep it.
@usableFromInline
package struct Table<Row: TableRow>: Sendable {
    /// One change to a table, in the order applied.
    @usableFromInline
    package enum Change: Sendable {
        case put(Row)
        case delete(Row)
    }

    @usableFromInline
    package internal(set) var indexes = Row.Indexes()
    /// What was changed since the last draining.
    @usableFromInline
    package internal(set) var changes: [Change] = []
    @usableFromInline var rows = SortedDictionary<Int, Row>()
    @usableFromInline var numbers = RowIDMap<Row.ID>()
    @usableFromInline var nextNumber = 0

    @inlinable
    package init() {}

    @inlinable
    package var count: Int { rows.count }

    /// Returns the row of an id.
    @inlinable
    package subscript(id: Row.ID) -> Row? {
        number(of: id).flatMap { rows[$0] }
    }

    @inlinable @inline(never)
    func number(of id: Row.ID) -> Int? {
        numbers.number(of: id) { rows.read($0) { $0.id == id } ?? false }
    }

    /// Tells whether there is a row of an id, without copying it.
    @inlinable
    package func contains(_ id: Row.ID) -> Bool {
        number(of: id) != nil
    }

    /// Reads a part of the row of an id, without copying the row; nil where there is none.
    @inlinable
    package func read<Part>(_ id: Row.ID, _ part: (Row) -> Part) -> Part? {
        number(of: id).flatMap { rows.read($0, part) }
    }

    /// Reads a part of the row at a place that an index gave, without copying the row.
    @inlinable
    package func read<Part>(_ place: RowID, _ part: (Row) -> Part) -> Part? {
        rows.read(place.number, part)
    }

    /// Returns the row at a place that an index gave.
    @inlinable
    package subscript(place: RowID) -> Row? {
        rows[place.number]
    }

    /// Puts in a row: a new one behind all others, one with a known id in that one's place.
    @inlinable @inline(never)
    package mutating func put(_ row: Row) {
        finishLoading()
        load(row)
        changes.append(.put(row))
    }

    /// Puts in a row without recording a change: for what is read from a file.
    ///
    /// - Returns: whether its id is new; a row with a known id takes that one's place.
    @discardableResult
    @inlinable @inline(never)
    package mutating func load(_ row: Row) -> Bool {
        let number = numbers.number(of: row.id, orNew: nextNumber) { rows.read($0) { $0.id == row.id } ?? false }
        let place = RowID(number: number)
        let old = rows.updateValue(row, forKey: number)
        if let old { indexes.remove(old, at: place) } else { nextNumber += 1 }
        indexes.insert(row, at: place)
        return old == nil
    }

    /// Says that what comes from now on was not in the file: copies are made from now on.
    @inlinable
    package mutating func finishLoading() {
        numbers.isLoading = false
    }

    /// Changes the row of an id, where there is one.
    @inlinable
    package mutating func update(_ id: Row.ID, _ change: (inout Row) -> Void) {
        guard var row = self[id] else { return }
        change(&row)
        put(row)
    }

    /// Takes out the row of an id.
    ///
    /// - Returns: the row; nil when there was none, which is no change.
    @discardableResult
    @inlinable @inline(never)
    package mutating func delete(_ id: Row.ID) -> Row? {
        finishLoading()
        guard let row = unload(id) else { return nil }
        changes.append(.delete(row))
        return row
    }

    /// Takes out a row without recording a change: for what is read from a file.
    @discardableResult
    @inlinable @inline(never)
    package mutating func unload(_ id: Row.ID) -> Row? {
        let known = numbers.remove(id) { rows.read($0) { $0.id == id } ?? false }
        guard let number = known, let row = rows.removeValue(forKey: number) else { return nil }
        indexes.remove(row, at: RowID(number: number))
        return row
    }

    /// Whether something was changed since the last draining.
    @inlinable
    package var hasChanges: Bool { !changes.isEmpty }

    /// Forgets the recorded changes.
    @inlinable
    package mutating func drainChanges() {
        changes = []
    }

    /// All rows in the order in which they came.
    @inlinable
    package var all: some Sequence<Row> {
        rows.lazy.map { $0.value }
    }

    /// The rows from a place on, each with its place, in the order in which they came.
    @inlinable
    package func rows(from place: RowID) -> some Sequence<(RowID, Row)> {
        rows.elements(from: place.number).lazy.map { (RowID(number: $0.key), $0.value) }
    }

    /// Looks up the rows at places that an index gave, in the same order.
    @inlinable
    package func rows(at places: some Sequence<RowID>) -> [Row] {
        places.compactMap { rows[$0.number] }
    }
}
