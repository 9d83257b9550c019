/// Reading goes through spans, because an element of an array is copied, and so counted, before it is looked into.
extension SortedDictionary.Node {
    /// Finds the first entry whose key is not below a key.
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

    /// Tells whether the entry that `lowerBound` found is that of the key.
    @inlinable
    func holds(_ key: Key, at index: Int) -> Bool {
        let entries = entries.span
        return index < entries.count && entries[index].key == key
    }

    /// Finds the child under which a key belongs: the one after the last bound that is not above it.
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

    /// Tells whether a key is under the node.
    @inlinable
    func contains(_ key: Key) -> Bool {
        guard isLeaf else { return branches.span[child(for: key)].node.contains(key) }
        return holds(key, at: lowerBound(of: key))
    }

    /// The value of a key under the node.
    @inlinable
    func value(forKey key: Key) -> Value? {
        guard isLeaf else { return branches.span[child(for: key)].node.value(forKey: key) }
        let index = lowerBound(of: key)
        return holds(key, at: index) ? entries.span[index].value : nil
    }

    /// Reads the value of a key under the node where it lies.
    @inlinable
    func read<R>(_ key: Key, _ body: (Value) -> R) -> R? {
        guard isLeaf else { return branches.span[child(for: key)].node.read(key, body) }
        let index = lowerBound(of: key)
        guard holds(key, at: index) else { return nil }
        return entries.span[index].value.map(body)
    }
}
