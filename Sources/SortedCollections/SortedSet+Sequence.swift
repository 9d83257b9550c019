extension SortedSet: Sequence {
    /// Elements in ascending order; it holds the set as it was.
    @usableFromInline
    package struct Elements: Sequence, IteratorProtocol {
        @usableFromInline var base: SortedDictionary<Element, Void>.Elements.Iterator

        @inlinable
        init(_ base: SortedDictionary<Element, Void>.Elements.Iterator) {
            self.base = base
        }

        /// Gives the next element, nil after the last.
        @inlinable
        package mutating func next() -> Element? {
            base.next()?.key
        }
    }

    /// Elements in descending order; it holds the set as it was.
    @usableFromInline
    package struct ReversedElements: Sequence, IteratorProtocol {
        @usableFromInline var base: SortedDictionary<Element, Void>.ReversedElements.Iterator

        @inlinable
        init(_ base: SortedDictionary<Element, Void>.ReversedElements.Iterator) {
            self.base = base
        }

        /// Gives the next lower element, nil after the first.
        @inlinable
        package mutating func next() -> Element? {
            base.next()?.key
        }
    }

    /// Starts at the lowest element, on the set as it is now.
    @inlinable
    package func makeIterator() -> Elements {
        Elements(map.makeIterator())
    }

    /// How many elements there are.
    @inlinable
    package var underestimatedCount: Int { map.count }

    /// All elements in descending order.
    @inlinable
    package func reversed() -> ReversedElements {
        ReversedElements(map.reversed().makeIterator())
    }

    /// The elements from a given one on, in ascending order.
    @inlinable
    package func elements(from lower: Element) -> Elements {
        Elements(map.elements(from: lower).makeIterator())
    }

    /// The elements above a given one, in ascending order.
    @inlinable
    package func elements(after lower: Element) -> Elements {
        Elements(map.elements(after: lower).makeIterator())
    }

    /// The elements from a given one down, in descending order.
    @inlinable
    package func elements(downFrom upper: Element) -> ReversedElements {
        ReversedElements(map.elements(downFrom: upper).makeIterator())
    }

    /// The elements below a given one, in descending order.
    @inlinable
    package func elements(before upper: Element) -> ReversedElements {
        ReversedElements(map.elements(before: upper).makeIterator())
    }
}

extension SortedSet.Elements: Sendable where Element: Sendable {}
extension SortedSet.ReversedElements: Sendable where Element: Sendable {}
