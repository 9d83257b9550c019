internal import SortedCollections

/// What hashes and the table that was read from a file cannot tell; there is little of it, so it may be slow.
@usableFromInline
struct RowCollisions<ID: Comparable & Sendable>: Sendable {
    /// Ids of the file that were taken out since.
    private var removed = SortedSet<ID>()
    /// What was put in since while another id had its hash.
    private var collided = SortedDictionary<ID, Int>()

    @usableFromInline
    init() {}

    @usableFromInline var isEmpty: Bool { removed.isEmpty && collided.isEmpty }

    /// Finds the number of an id that has no hash of its own; `loaded` is what the file said.
    @usableFromInline
    func number(of id: ID, loaded number: Int?) -> Int? {
        if let number = collided[id] { return number }
        return removed.contains(id) ? nil : number
    }

    @usableFromInline
    mutating func add(_ id: ID, _ number: Int) {
        collided[id] = number
    }

    /// Forgets an id.
    ///
    /// - Parameters:
    ///   - id: what is forgotten.
    ///   - isLoaded: whether the file has said the number that it had.
    @usableFromInline
    mutating func remove(_ id: ID, isLoaded: Bool) {
        if isLoaded { removed.insert(id) } else { collided[id] = nil }
    }
}
