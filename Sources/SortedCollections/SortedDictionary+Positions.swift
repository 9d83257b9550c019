extension SortedDictionary {
    /// Says how many keys are below a key, in O(log n).
    @inlinable
    package func rank(of key: Key) -> Int {
        root.rank(of: key)
    }

    /// Finds the element at a distance from the first one, in O(log n).
    ///
    /// - Returns: the element, nil when the offset is out of range.
    @inlinable
    package func element(at offset: Int) -> Element? {
        guard offset >= 0, offset < total else { return nil }
        return root.element(at: offset)
    }

    /// The element at a distance from the first one, nil when the offset is out of range.
    @inlinable
    package subscript(offset offset: Int) -> Element? {
        element(at: offset)
    }

    /// The element with the lowest key.
    @inlinable
    package var first: Element? { element(at: 0) }

    /// The element with the highest key.
    @inlinable
    package var last: Element? { element(at: total - 1) }

    /// Finds the first element whose key is a given one or above it.
    @inlinable
    package func first(from lower: Key) -> Element? {
        element(at: root.rank(of: lower))
    }

    /// Finds the first element whose key is above a given one.
    @inlinable
    package func first(after lower: Key) -> Element? {
        element(at: root.rank(past: lower))
    }

    /// Finds the last element whose key is a given one or below it.
    @inlinable
    package func last(downFrom upper: Key) -> Element? {
        element(at: root.rank(past: upper) - 1)
    }

    /// Finds the last element whose key is below a given one.
    @inlinable
    package func last(before upper: Key) -> Element? {
        element(at: root.rank(of: upper) - 1)
    }
}
