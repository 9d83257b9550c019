extension SortedDictionary.Node {
    /// Puts a value (or nil: nothing) in the place of what is there for a key, which it hands back in the same slot.
    ///
    /// - Returns: by how much the number of elements changed: -1, 0 or 1.
    @inlinable
    mutating func exchange(_ key: Key, _ slot: inout Value?) -> Int {
        guard isLeaf else {
            let index = child(for: key)
            let change = branches[index].node.exchange(key, &slot)
            rebalanceAfterChange(index, change, near: key)
            return change
        }
        let index = lowerBound(of: key)
        guard holds(key, at: index) else { return insert(key, &slot, at: index) }
        swap(&entries[index].value, &slot)
        return removeIfEmpty(at: index)
    }

    /// Lends the value of a key to a body, in place.
    ///
    /// - Parameters:
    ///   - key: the key of the element.
    ///   - change: becomes by how much the number of elements changed, also when the body throws.
    ///   - body: changes the value.
    /// - Returns: what the body returns.
    /// - Throws: what the body throws.
    @inlinable
    mutating func modify<R, E>(
        _ key: Key, _ change: inout Int, _ body: (inout Value?) throws(E) -> R
    ) throws(E) -> R {
        guard isLeaf else {
            let index = child(for: key)
            defer { rebalanceAfterChange(index, change, near: key) }
            return try branches[index].node.modify(key, &change, body)
        }
        let index = lowerBound(of: key)
        guard holds(key, at: index) else {
            var slot: Value? = nil
            defer { change = insert(key, &slot, at: index) }
            return try body(&slot)
        }
        defer { change = removeIfEmpty(at: index) }
        return try body(&entries[index].value)
    }

    /// Inserts what is in a slot, if anything, as an entry.
    ///
    /// A leaf that is getting full takes its final size at once: left alone, arrays grow to twice what a leaf may hold.
    @inlinable
    mutating func insert(_ key: Key, _ slot: inout Value?, at index: Int) -> Int {
        guard let value = slot.take() else { return 0 }
        if entries.count == entries.capacity, entries.count * 2 > Self.leafCapacity {
            entries.reserveCapacity(Self.leafCapacity + 1)
        }
        entries.insert(SortedDictionary.Entry(key: key, value: value), at: index)
        return 1
    }

    /// Removes an entry whose value was taken.
    @inlinable
    mutating func removeIfEmpty(at index: Int) -> Int {
        guard case nil = entries.span[index].value else { return 0 }
        entries.remove(at: index)
        return -1
    }

    /// Counts a change under a child, and splits or mends the child where that is due.
    @inlinable
    mutating func rebalanceAfterChange(_ index: Int, _ change: Int, near key: Key) {
        guard change != 0 else { return }
        branches[index].count += change
        if change > 0 {
            split(index, near: key)
        } else {
            rebalance(index)
        }
    }
}
