/// How full nodes may be.
///
/// After a copy, a write retains every child of each node on its path, and most of those are in cold memory. So writes
/// prefer small nodes; look-ups prefer few levels. Both capacities were measured with a million rows.
extension SortedDictionary.Node {
    /// How many bytes of entries a leaf may hold.
    @inlinable static var leafBytesMax: Int { 1536 }

    /// How many entries a leaf may hold.
    @inlinable static var leafCapacity: Int {
        min(max(leafBytesMax / MemoryLayout<SortedDictionary.Entry>.stride, 8), 64)
    }

    /// How many children an inner node may have.
    @inlinable static var branchCapacity: Int { 16 }

    @inlinable var isLeaf: Bool { branches.isEmpty }

    /// How many entries or branches the node has.
    @inlinable var size: Int { isLeaf ? entries.count : branches.count }

    /// How many entries or branches the node may have.
    @inlinable var capacity: Int { isLeaf ? Self.leafCapacity : Self.branchCapacity }

    /// The number of elements below the node.
    @inlinable var count: Int {
        isLeaf ? entries.count : branches.reduce(0) { $0 + $1.count }
    }

    /// Whether the node must be split.
    @inlinable var isOverfull: Bool { size > capacity }

    /// Whether the node must be filled from a neighbour or merged with it; the root is exempt.
    ///
    /// A quarter, not a half: a map that grows and shrinks in turn is not rebalanced each time, and a split
    /// need not be in the middle.
    @inlinable var isUnderfull: Bool { size < capacity / 4 }

    /// Whether the nodes on the path to a key have sizes, bounds and counts that fit, for assertions: O(log n).
    @inlinable
    func isSound(isRoot: Bool, near key: Key) -> Bool {
        guard !isOverfull, isRoot || !isUnderfull else { return false }
        guard !isLeaf else { return bounds.isEmpty }
        guard entries.isEmpty, branches.count > 1, bounds.count == branches.count - 1 else { return false }
        let branch = branches[child(for: key)]
        return branch.count == branch.node.count && branch.node.isSound(isRoot: false, near: key)
    }
}
