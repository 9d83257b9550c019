internal import SortedCollections

/// Numbers of rows by the hashes of their ids: a tree of integers, which is compiled once for all tables.
@usableFromInline
struct HashToRow: Sendable {
    private var numbers = SortedDictionary<Int, Int>()

    @usableFromInline
    init() {}

    var count: Int { numbers.count }

    @usableFromInline var isEmpty: Bool { numbers.isEmpty }

    @usableFromInline
    subscript(hash: Int) -> Int? { numbers[hash] }

    /// Adds a number.
    ///
    /// - Returns: false when the hash has a number already, which is not replaced.
    @usableFromInline
    mutating func insert(_ number: Int, _ hash: Int) -> Bool {
        numbers.modify(hash) { known in
            guard known == nil else { return false }
            known = number
            return true
        }
    }

    @usableFromInline
    mutating func remove(_ hash: Int) {
        numbers.removeValue(forKey: hash)
    }
}
