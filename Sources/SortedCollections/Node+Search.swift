/// Look-ups. They read through spans: reading an element of an array copies it, which retains its references.
extension SortedDictionary.Node {
    /// The index of the first entry whose key is not below this key.
    @inlinable
    func lowerBound(of key: Key) -> Int {
        let entries = entries.span
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low &+ high) &>> 1
            if entries[middle].key < key {
                low = middle &+ 1
            } else {
                high = middle
            }
        }
        return low
    }

    /// Whether the entry at the index that `lowerBound` returned has this key.
    @inlinable
    func holds(_ key: Key, at index: Int) -> Bool {
        let entries = entries.span
        return index < entries.count && entries[index].key == key
    }

    /// The index of the child that a key belongs to: the child after the last bound that is not above the key.
    @inlinable
    func child(for key: Key) -> Int {
        let bounds = bounds.span
        var low = 0
        var high = bounds.count
        while low < high {
            let middle = (low &+ high) &>> 1
            if key < bounds[middle] {
                high = middle
            } else {
                low = middle &+ 1
            }
        }
        return low
    }

    /// Whether the subtree has a key.
    @inlinable
    func contains(_ key: Key) -> Bool {
        guard isLeaf else { return branches.span[child(for: key)].node.contains(key) }
        return holds(key, at: lowerBound(of: key))
    }

    /// The value for a key in the subtree.
    @inlinable
    func value(forKey key: Key) -> Value? {
        guard isLeaf else { return branches.span[child(for: key)].node.value(forKey: key) }
        let index = lowerBound(of: key)
        return holds(key, at: index) ? entries.span[index].value : nil
    }

    /// Reads the value for a key in the subtree in place.
    @inlinable
    func read<R>(_ key: Key, _ body: (Value) -> R) -> R? {
        guard isLeaf else { return branches.span[child(for: key)].node.read(key, body) }
        let index = lowerBound(of: key)
        guard holds(key, at: index) else { return nil }
        return entries.span[index].value.map(body)
    }
}
