extension SortedDictionary {
    /// The number of keys below a key, in O(log n).
    @inlinable
    package func rank(of key: Key) -> Int {
        root.rank(of: key)
    }

    /// The element at an offset, in O(log n).
    ///
    /// - Returns: the element, nil when the offset is out of range.
    @inlinable
    package func element(at offset: Int) -> Element? {
        guard offset >= 0, offset < total else { return nil }
        return root.element(at: offset)
    }

    /// The element with the lowest key.
    @inlinable
    package var first: Element? { element(at: 0) }

    /// The element with the highest key.
    @inlinable
    package var last: Element? { element(at: total - 1) }
}
