/// How full nodes may be.
///
/// A write after a copy pays for each reference in the nodes on its way, most of all for those in cold memory, so small
/// nodes make it cheap; look-ups prefer few levels. Both capacities were chosen by measuring with a million rows.
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

    /// How many elements are under the node.
    @inlinable var count: Int {
        isLeaf ? entries.count : branches.reduce(0) { $0 + $1.count }
    }

    /// Whether the node must be split.
    @inlinable var isOverfull: Bool { size > capacity }

    /// Whether the node, unless it is the root, must take from a neighbour or be merged with it.
    ///
    /// A quarter, not a half, so that a map that grows and shrinks by turns is not rebuilt each time, and so that a split
    /// need not be in the middle.
    @inlinable var isUnderfull: Bool { size < capacity / 4 }
}
