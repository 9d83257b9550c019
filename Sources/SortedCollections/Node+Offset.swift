extension SortedDictionary.Node {
    /// The number of keys in the subtree that are below a key.
    @inlinable
    func rank(of key: Key) -> Int {
        guard isLeaf else {
            let index = child(for: key)
            return elements(before: index) + branches.span[index].node.rank(of: key)
        }
        return lowerBound(of: key)
    }

    /// The number of keys in the subtree that are below a key or equal to it.
    @inlinable
    func rank(past key: Key) -> Int {
        guard isLeaf else {
            let index = child(for: key)
            return elements(before: index) + branches.span[index].node.rank(past: key)
        }
        let index = lowerBound(of: key)
        return holds(key, at: index) ? index + 1 : index
    }

    /// The number of elements below the children before this index.
    @inlinable
    func elements(before index: Int) -> Int {
        let branches = branches.span
        var sum = 0
        for child in 0..<index {
            sum &+= branches[child].count
        }
        return sum
    }

    /// The element at an offset in the subtree, nil when that is out of range.
    @inlinable
    func element(at offset: Int) -> SortedDictionary.Element? {
        guard isLeaf else {
            let position = position(at: offset)
            return branches.span[position.child].node.element(at: position.offset)
        }
        guard entries.indices.contains(offset), let value = entries.span[offset].value else { return nil }
        return (entries.span[offset].key, value)
    }

    /// The entries of the leaf that has the element at an offset, and the index of the element in it.
    @inlinable
    func leaf(at offset: Int) -> (entries: [SortedDictionary.Entry], index: Int) {
        guard isLeaf else {
            let position = position(at: offset)
            return branches.span[position.child].node.leaf(at: position.offset)
        }
        return (entries, offset)
    }

    /// The child that has the element at an offset, and the offset within that child.
    @inlinable
    func position(at offset: Int) -> (child: Int, offset: Int) {
        let branches = branches.span
        var rest = offset
        var child = 0
        while child &+ 1 < branches.count, rest >= branches[child].count {
            rest &-= branches[child].count
            child &+= 1
        }
        return (child, rest)
    }
}
