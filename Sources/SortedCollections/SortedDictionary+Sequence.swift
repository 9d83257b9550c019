extension SortedDictionary: Sequence {
    /// Starts at the lowest key, on the map as it is now.
    @inlinable
    package func makeIterator() -> Elements.Iterator {
        Elements.Iterator(root: root, offset: 0, end: total)
    }

    /// How many elements there are.
    @inlinable
    package var underestimatedCount: Int { total }

    /// All elements in descending order.
    @inlinable
    package func reversed() -> ReversedElements {
        ReversedElements(root: root, end: total)
    }

    /// The elements whose key is a given one or above it, in ascending order.
    @inlinable
    package func elements(from lower: Key) -> Elements {
        Elements(root: root, start: root.rank(of: lower), end: total)
    }

    /// The elements whose key is above a given one, in ascending order.
    @inlinable
    package func elements(after lower: Key) -> Elements {
        Elements(root: root, start: root.rank(past: lower), end: total)
    }

    /// The elements whose key is a given one or below it, in descending order.
    @inlinable
    package func elements(downFrom upper: Key) -> ReversedElements {
        ReversedElements(root: root, end: root.rank(past: upper))
    }

    /// The elements whose key is below a given one, in descending order.
    @inlinable
    package func elements(before upper: Key) -> ReversedElements {
        ReversedElements(root: root, end: root.rank(of: upper))
    }
}
