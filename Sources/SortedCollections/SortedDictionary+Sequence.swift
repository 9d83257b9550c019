extension SortedDictionary: Sequence {
    /// Iterates over the map as it is now: later changes do not affect the iterator.
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

    /// The elements with this key or a higher one, in ascending order.
    @inlinable
    package func elements(from lower: Key) -> Elements {
        Elements(root: root, start: root.rank(of: lower), end: total)
    }

    /// The elements with a higher key than this, in ascending order.
    @inlinable
    package func elements(after lower: Key) -> Elements {
        Elements(root: root, start: root.rank(past: lower), end: total)
    }

    /// The elements with this key or a lower one, in descending order.
    @inlinable
    package func elements(downFrom upper: Key) -> ReversedElements {
        ReversedElements(root: root, end: root.rank(past: upper))
    }
}
