internal import SortedCollections

/// The exceptions to the hash table of a file and to the tree of hashes.
///
/// They are rare, so their look-up may be slow.
@usableFromInline
struct RowCollisions<ID: Comparable & Sendable>: Sendable {
    /// Ids of the file whose rows were removed.
    private var removed = SortedSet<ID>()
    /// Rows that were inserted while another id had the same hash.
    private var collided = SortedDictionary<ID, Int>()

    @usableFromInline
    init() {}

    /// The number of ids with collisions minus the number of removed ids; may be negative.
    var countBeyondLoaded: Int { collided.count - removed.count }

    @usableFromInline var isEmpty: Bool { removed.isEmpty && collided.isEmpty }

    /// Finds the number of an id that is not in the tree of hashes; `loaded` is its number in the hash table of the
    /// file.
    @usableFromInline
    func number(of id: ID, loaded number: Int?) -> Int? {
        if let number = collided[id] { return number }
        return removed.contains(id) ? nil : number
    }

    @usableFromInline
    mutating func add(_ id: ID, _ number: Int) {
        collided[id] = number
    }

    /// Removes an id.
    ///
    /// - Parameters:
    ///   - id: the id to remove.
    ///   - isLoaded: whether its number is in the hash table of the file.
    @usableFromInline
    mutating func remove(_ id: ID, isLoaded: Bool) {
        if isLoaded { removed.insert(id) } else { collided[id] = nil }
    }
}
