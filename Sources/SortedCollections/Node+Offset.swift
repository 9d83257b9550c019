extension SortedDictionary.Node {
    /// Says how many keys under the node are below a key.
    @inlinable
    func rank(of key: Key) -> Int {
        guard isLeaf else {
            let index = child(for: key)
            return elements(before: index) + branches.span[index].node.rank(of: key)
        }
        return lowerBound(of: key)
    }

    /// Says how many keys under the node are below a key or equal to it.
    @inlinable
    func rank(past key: Key) -> Int {
        guard isLeaf else {
            let index = child(for: key)
            return elements(before: index) + branches.span[index].node.rank(past: key)
        }
        let index = lowerBound(of: key)
        return holds(key, at: index) ? index + 1 : index
    }

    /// Says how many elements are under the children before a child.
    @inlinable
    func elements(before index: Int) -> Int {
        let branches = branches.span
        var sum = 0
        for child in 0..<index {
            sum &+= branches[child].count
        }
        return sum
    }

    /// The element at a distance from the first one under the node, nil when there are not so many.
    @inlinable
    func element(at offset: Int) -> SortedDictionary.Element? {
        guard isLeaf else {
            let place = place(at: offset)
            return branches.span[place.child].node.element(at: place.offset)
        }
        guard entries.indices.contains(offset), let value = entries.span[offset].value else { return nil }
        return (entries.span[offset].key, value)
    }

    /// The entries of the leaf that has the element at a distance from the first one, and its index there.
    @inlinable
    func leaf(at offset: Int) -> (entries: [SortedDictionary.Entry], index: Int) {
        guard isLeaf else {
            let place = place(at: offset)
            return branches.span[place.child].node.leaf(at: place.offset)
        }
        return (entries, offset)
    }

    /// The child that has the element at a distance from the first one, and the distance there.
    @inlinable
    func place(at offset: Int) -> (child: Int, offset: Int) {
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
