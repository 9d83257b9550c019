extension SortedDictionary.Node {
    /// Swaps `slot` with the value for `key`; nil means no value.
    ///
    /// - Returns: the change of the number of elements: -1, 0 or 1.
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

    /// Lets a body change the value for a key in place.
    ///
    /// - Parameters:
    ///   - key: the key of the element.
    ///   - change: set to the change of the number of elements, also when the body throws.
    ///   - body: changes the value.
    /// - Returns: the result of the body.
    /// - Throws: the error of the body.
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

    /// Inserts the value of the slot, if it has one, as a new entry.
    ///
    /// A leaf that is more than half full reserves its final size: by itself its array would grow to twice that.
    @inlinable
    mutating func insert(_ key: Key, _ slot: inout Value?, at index: Int) -> Int {
        guard let value = slot.take() else { return 0 }
        if entries.count == entries.capacity, entries.count * 2 > Self.leafCapacity {
            entries.reserveCapacity(Self.leafCapacity + 1)
        }
        entries.insert(SortedDictionary.Entry(key: key, value: value), at: index)
        return 1
    }

    /// Removes an entry whose value is nil.
    @inlinable
    mutating func removeIfEmpty(at index: Int) -> Int {
        guard case nil = entries.span[index].value else { return 0 }
        entries.remove(at: index)
        return -1
    }

    /// Counts a change below a child, and splits or refills the child where necessary.
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
