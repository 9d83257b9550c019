extension SortedDictionary.Node {
    /// The upper part of a node that was split, and the bound below it.
    @usableFromInline typealias Upper = (bound: Key, branch: SortedDictionary.Branch)

    /// Splits a child that became too full.
    @inlinable
    mutating func split(_ index: Int, near key: Key) {
        guard branches.span[index].node.isOverfull, let upper = branches[index].node.splitOff(near: key) else { return }
        branches[index].count -= upper.branch.count
        bounds.insert(upper.bound, at: index)
        branches.insert(upper.branch, at: index + 1)
    }

    /// Puts a root that became too full one level down, in two parts.
    @inlinable
    mutating func deepen(near key: Key) {
        guard let upper = splitOff(near: key) else { return }
        let lower = SortedDictionary.Branch(node: self, count: count)
        self = Self(bounds: [upper.bound], branches: [lower, upper.branch])
    }

    /// Takes the upper part out of the node.
    ///
    /// Where the last insertion was at an end, the next is likely to be there too (keys that are times or numbers in
    /// sequence), so most is left on the other side, and nodes do not stay half empty.
    ///
    /// - Returns: the upper part, nil when the node is too small to have one.
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

    /// Takes the end of an array into one with room to grow.
    @inlinable
    static func moveTail<T>(of array: inout [T], from start: Int, reserving capacity: Int) -> [T] {
        var tail: [T] = []
        tail.reserveCapacity(capacity)
        tail.append(contentsOf: array[start...])
        array.removeSubrange(start...)
        return tail
    }

    /// Fills up a child that became too empty, from a neighbour or by merging the two.
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

    /// Moves what two neighbours hold to and fro until the left one has a given number of things.
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
    /// Takes from or gives to the neighbour on the right so that both are well filled, and moves the bound between them.
    ///
    /// The neighbour is emptied when one node holds all and still has room for insertions before it must be split.
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
