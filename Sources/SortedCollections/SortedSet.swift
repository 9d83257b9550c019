/// A sorted set that is copied in constant time: the keys of a `SortedDictionary`.
@usableFromInline
package struct SortedSet<Element: Comparable> {
    @usableFromInline var map: SortedDictionary<Element, Void>

    /// Creates a set without elements, which allocates nothing.
    @inlinable
    package init() {
        map = SortedDictionary()
    }

    /// Creates a set from elements in ascending order, in O(n).
    @inlinable
    package init(uniqueSortedElements elements: some Sequence<Element>) {
        map = SortedDictionary(uniqueSortedElements: elements.lazy.map { ($0, ()) })
    }

    /// How many elements there are, in O(1).
    @inlinable
    package var count: Int { map.count }

    /// Whether there are no elements.
    @inlinable
    package var isEmpty: Bool { map.isEmpty }

    /// The lowest element.
    @inlinable
    package var first: Element? { map.first?.key }

    /// The highest element.
    @inlinable
    package var last: Element? { map.last?.key }

    /// Tells whether an element is in the set.
    @inlinable
    package func contains(_ element: Element) -> Bool {
        map.contains(element)
    }

    /// Adds an element; one that is equal to it stays.
    ///
    /// - Returns: whether it was new.
    @inlinable
    @discardableResult
    package mutating func insert(_ element: Element) -> Bool {
        map.updateValue((), forKey: element) == nil
    }

    /// Removes an element.
    ///
    /// - Returns: whether it was there.
    @inlinable
    @discardableResult
    package mutating func remove(_ element: Element) -> Bool {
        map.removeValue(forKey: element) != nil
    }

    /// Removes every element.
    @inlinable
    package mutating func removeAll() {
        map.removeAll()
    }

    /// Says how many elements are below a given one, in O(log n).
    @inlinable
    package func rank(of element: Element) -> Int {
        map.rank(of: element)
    }

    /// Finds the element at a distance from the first one, nil when the offset is out of range.
    @inlinable
    package func element(at offset: Int) -> Element? {
        map.element(at: offset)?.key
    }
}

extension SortedSet: Sendable where Element: Sendable {}
