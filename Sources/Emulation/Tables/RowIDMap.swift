/// The numbers of a table's rows by their ids.
///
/// Ids that are read from a file go into a hash table, which is several times faster to fill than a
/// tree when ids come in random order. After the file was read it never changes, so that all
/// copies share it. Later changes go into trees, which are searched first. The keys of the growing
/// tree are hashes, not ids: a change after a copy copies nodes, and copying a node of integers
/// does not touch the reference counts of dozens of strings. Two ids can have the same hash, so the
/// caller compares the id of the row.
@usableFromInline
struct RowIDMap<ID: Comparable & Hashable & Sendable>: Sendable {
    /// Whether the row of a number has the id that is looked up.
    @usableFromInline typealias Check = (_ number: Int) -> Bool

    @usableFromInline var loaded: [ID: Int] = [:]
    /// Rows that were inserted after the file was read, by the hash of the id.
    @usableFromInline var later = HashToRow()
    @usableFromInline var exceptions = RowCollisions<ID>()
    @usableFromInline var isLoading = true

    @inlinable
    init() {}

    /// The number of ids that have a row.
    @usableFromInline var count: Int { loaded.count + later.count + exceptions.countBeyondLoaded }

    /// Finds the number of an id; nil when it has no row.
    @inlinable
    func number(of id: ID, _ isRight: Check) -> Int? {
        if !later.isEmpty, let number = later[id.hashValue], isRight(number) { return number }
        if exceptions.isEmpty { return loaded.isEmpty ? nil : loaded[id] }
        return exceptions.number(of: id, loaded: loaded[id])
    }

    /// Finds the number of an id, or gives it a new number when it has none.
    @inlinable
    mutating func number(of id: ID, orNew newNumber: Int, _ isRight: Check) -> Int {
        if isLoading { return Self.value(&loaded[id, default: newNumber]) }
        if let number = number(of: id, isRight) { return number }
        if !later.insert(newNumber, id.hashValue) { exceptions.add(id, newNumber) }
        return newNumber
    }

    /// Removes an id whose row was not removed yet.
    ///
    /// - Returns: its number; nil when it had none.
    @inlinable
    mutating func remove(_ id: ID, _ isRight: Check) -> Int? {
        guard let number = number(of: id, isRight) else { return nil }
        if later[id.hashValue] == number {
            later.remove(id.hashValue)
        } else if isLoading {
            loaded[id] = nil
        } else {
            exceptions.remove(id, isLoaded: loaded[id] == number)
        }
        return number
    }

    @inlinable
    static func value(_ number: inout Int) -> Int { number }
}
