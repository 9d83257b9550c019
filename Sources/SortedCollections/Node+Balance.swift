extension SortedDictionary.Node {
    /// The upper part of a node that was split, and the bound below it.
    @usableFromInline typealias Upper = (bound: Key, branch: SortedDictionary.Branch)

    /// Splits a child that is overfull.
    @inlinable
    mutating func split(_ index: Int, near key: Key) {
        guard branches.span[index].node.isOverfull, let upper = branches[index].node.splitOff(near: key) else { return }
        branches[index].count -= upper.branch.count
        bounds.insert(upper.bound, at: index)
        branches.insert(upper.branch, at: index + 1)
    }

    /// Splits an overfull root: its two halves become the children of a new root.
    @inlinable
    mutating func addLevel(near key: Key) {
        guard let upper = splitOff(near: key) else { return }
        let lower = SortedDictionary.Branch(node: self, count: count)
        self = Self(bounds: [upper.bound], branches: [lower, upper.branch])
    }

    /// Removes the upper part of the node and returns it; nil when the node is too small.
    ///
    /// After an insertion at an end the next one is likely to be there too (times, sequential numbers). So
    /// three quarters stay on the other side of the split, and nodes do not remain half empty.
    @inlinable
    mutating func splitOff(near key: Key) -> Upper? {
        let index = isLeaf ? lowerBound(of: key) : child(for: key)
        let kept = index == size - 1 ? size - size / 4 : index == 0 ? size / 4 : size / 2
        guard kept > 0, kept < size else { return nil }
        guard isLeaf else {
            let bound = bounds[kept - 1]
            let upper = Self(
                bounds: Self.moveTail(of: &bounds, from: kept, reserving: Self.branchCapacity),
                branches: Self.moveTail(of: &branches, from: kept, reserving: Self.branchCapacity + 1))
            bounds.removeLast()
            return (bound, SortedDictionary.Branch(node: upper, count: upper.count))
        }
        let bound = entries[kept].key
        let upper = Self(entries: Self.moveTail(of: &entries, from: kept, reserving: Self.leafCapacity + 1))
        return (bound, SortedDictionary.Branch(node: upper, count: upper.entries.count))
    }

    /// Moves the end of an array into a new array with room to grow.
    @inlinable
    static func moveTail<T>(of array: inout [T], from start: Int, reserving capacity: Int) -> [T] {
        var tail: [T] = []
        tail.reserveCapacity(capacity)
        tail.append(contentsOf: array[start...])
        array.removeSubrange(start...)
        return tail
    }

    /// Fills an underfull child from its neighbour, or merges the two.
    @inlinable
    mutating func rebalance(_ index: Int) {
        guard branches.count > 1, branches.span[index].node.isUnderfull else { return }
        let left = max(index - 1, 0)
        var right = branches.remove(at: left + 1)
        var bound = bounds.remove(at: left)
        branches[left].redistribute(with: &right, &bound)
        if right.count > 0 {
            branches.insert(right, at: left + 1)
            bounds.insert(bound, at: left)
        }
    }

    /// Moves elements between two arrays until the left one has this count.
    @inlinable
    static func redistributeArrays<T>(_ left: inout [T], _ right: inout [T], at kept: Int) {
        let surplus = left.count - kept
        if surplus > 0 {
            right.insert(contentsOf: left.suffix(surplus), at: 0)
            left.removeLast(surplus)
        } else {
            left.append(contentsOf: right.prefix(-surplus))
            right.removeFirst(-surplus)
        }
    }
}

extension SortedDictionary.Branch {
    /// Distributes the contents of this node and its right neighbour evenly, and moves the bound between them.
    ///
    /// If one node can hold all and a quarter of it stays free for insertions, the neighbour is emptied instead.
    @inlinable
    mutating func redistribute(with right: inout Self, _ bound: inout Key) {
        let all = node.size + right.node.size
        let kept = all > node.capacity / 4 * 3 ? all / 2 : all
        let sum = count + right.count
        if node.isLeaf {
            SortedDictionary.Node.redistributeArrays(&node.entries, &right.node.entries, at: kept)
            bound = right.node.entries.first?.key ?? bound
        } else {
            SortedDictionary.Node.redistributeArrays(&node.branches, &right.node.branches, at: kept)
            node.bounds.append(bound)
            SortedDictionary.Node.redistributeArrays(&node.bounds, &right.node.bounds, at: min(kept, all - 1))
            if kept < all {
                bound = node.bounds.removeLast()
            }
        }
        count = node.count
        right.count = sum - count
    }
}
