/// The numbers of a table's rows by their ids.
///
/// What is read from a file goes into a hash table, which is several times faster to fill than a tree when ids come in no
/// order. From then on it never changes, so that all copies share it, and what comes later lies in trees over it. The
/// tree that grows is one of hashes, not of ids: after a copy, a change copies nodes, and a node of numbers is copied
/// without touching the memory of dozens of texts. Whether a hash means an id, the row tells.
@usableFromInline
struct RowIDMap<ID: Comparable & Hashable & Sendable>: Sendable {
    /// Tells whether the row of a number has the id that is looked for.
    @usableFromInline typealias Check = (_ number: Int) -> Bool

    @usableFromInline var loaded: [ID: Int] = [:]
    /// What was put in since, by the hash of the id.
    @usableFromInline var later = HashToRow()
    @usableFromInline var exceptions = RowCollisions<ID>()
    @usableFromInline var isLoading = true

    @inlinable
    init() {}

    /// Finds the number of an id; nil where there is no row of it.
    @inlinable
    func number(of id: ID, _ isRight: Check) -> Int? {
        if !later.isEmpty, let number = later[id.hashValue], isRight(number) { return number }
        if exceptions.isEmpty { return loaded.isEmpty ? nil : loaded[id] }
        return exceptions.number(of: id, loaded: loaded[id])
    }

    /// Finds the number of an id, which becomes the given one when there is none.
    @inlinable
    mutating func number(of id: ID, orNew newNumber: Int, _ isRight: Check) -> Int {
        if isLoading { return Self.value(&loaded[id, default: newNumber]) }
        if let number = number(of: id, isRight) { return number }
        if !later.insert(newNumber, id.hashValue) { exceptions.add(id, newNumber) }
        return newNumber
    }

    /// Forgets an id whose row is still there.
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
    static func value(_ place: inout Int) -> Int { place }
}
