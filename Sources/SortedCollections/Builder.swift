extension SortedDictionary {
    /// Builds a tree from the bottom up, a leaf at a time.
    @usableFromInline
    struct Builder {
        /// The nodes of a level, and the bounds between them: of the leaves that are done, and then of each level above.
        @usableFromInline var level = Node()

        /// The entries of the leaf at hand.
        @usableFromInline var entries: [Entry] = []

        @inlinable
        init() {}

        /// How many things are put into a node of a capacity.
        @inlinable
        static func fill(_ capacity: Int) -> Int { capacity - capacity / 8 }

        /// Adds an element.
        ///
        /// - Returns: whether it was added, which it is when its key is above all before.
        @inlinable
        mutating func append(_ key: Key, _ value: Value) -> Bool {
            if let last = entries.last, !(last.key < key) { return false }
            if entries.count == Self.fill(Node.leafCapacity) {
                finishLeaf()
                level.bounds.append(key)
                entries.reserveCapacity(Self.fill(Node.leafCapacity))
            }
            entries.append(Entry(key: key, value: value))
            return true
        }

        /// Closes the leaf at hand.
        @inlinable
        mutating func finishLeaf() {
            level.branches.append(Branch(node: Node(entries: entries), count: entries.count))
            entries = []
        }

        /// Puts the levels above the leaves, and makes a map of the whole.
        @inlinable
        consuming func finish() -> SortedDictionary {
            guard !level.isLeaf else {
                let total = entries.count
                return SortedDictionary(root: Node(entries: entries), total: total)
            }
            finishLeaf()
            level.rebalance(level.branches.count - 1)
            while level.branches.count > 1 {
                level = Self.raise(level)
            }
            let top = level.branches[0]
            return SortedDictionary(root: top.node, total: top.count)
        }

        /// Makes the level above a level, of nodes of nearly the same size.
        @inlinable
        static func raise(_ level: Node) -> Node {
            var above = Node()
            let room = fill(Node.branchCapacity)
            let count = level.branches.count
            let parents = (count + room - 1) / room
            for parent in 0..<parents {
                let (start, end) = (parent * count / parents, (parent + 1) * count / parents)
                let node = Node(
                    bounds: Array(level.bounds[start..<end - 1]), branches: Array(level.branches[start..<end]))
                above.branches.append(Branch(node: node, count: node.count))
                if end < count {
                    above.bounds.append(level.bounds[end - 1])
                }
            }
            return above
        }
    }
}
