extension SortedSet: Sequence {
    /// Elements in ascending order.
    ///
    /// It is a copy of the set: later changes do not affect it.
    @usableFromInline
    package struct Elements: Sequence, IteratorProtocol {
        @usableFromInline var base: SortedDictionary<Element, Void>.Elements.Iterator

        @inlinable
        init(_ base: SortedDictionary<Element, Void>.Elements.Iterator) {
            self.base = base
        }

        @inlinable
        package mutating func next() -> Element? {
            base.next()?.key
        }
    }

    /// Elements in descending order.
    ///
    /// It is a copy of the set: later changes do not affect it.
    @usableFromInline
    package struct ReversedElements: Sequence, IteratorProtocol {
        @usableFromInline var base: SortedDictionary<Element, Void>.ReversedElements.Iterator

        @inlinable
        init(_ base: SortedDictionary<Element, Void>.ReversedElements.Iterator) {
            self.base = base
        }

        @inlinable
        package mutating func next() -> Element? {
            base.next()?.key
        }
    }

    /// Iterates over the set as it is now: later changes do not affect the iterator.
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

    /// This element and the higher ones, in ascending order.
    @inlinable
    package func elements(from lower: Element) -> Elements {
        Elements(map.elements(from: lower).makeIterator())
    }

    /// This element and the lower ones, in descending order.
    @inlinable
    package func elements(downFrom upper: Element) -> ReversedElements {
        ReversedElements(map.elements(downFrom: upper).makeIterator())
    }
}

extension SortedSet.Elements: Sendable where Element: Sendable {}
extension SortedSet.ReversedElements: Sendable where Element: Sendable {}
