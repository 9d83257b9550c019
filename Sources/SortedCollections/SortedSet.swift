/// A sorted set that is copied in constant time: the keys of a `SortedDictionary`.
@usableFromInline
package struct SortedSet<Element: Comparable> {
    @usableFromInline var map: SortedDictionary<Element, Void>

    /// Creates an empty set, without an allocation.
    @inlinable
    package init() {
        map = SortedDictionary()
    }

    /// The number of elements, in O(1).
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

    @inlinable
    package func contains(_ element: Element) -> Bool {
        map.contains(element)
    }

    /// Adds an element unless there is an equal one.
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

    /// Removes an element that the set has, in one descent.
    ///
    /// `remove` looks for the element first, so that nothing is copied when it is missing.
    @inlinable
    package mutating func removeExisting(_ element: Element) {
        map.modify(element) { $0 = nil }
    }

    @inlinable
    package mutating func removeAll() {
        map.removeAll()
    }

    /// The number of elements below this one, in O(log n).
    @inlinable
    package func rank(of element: Element) -> Int {
        map.rank(of: element)
    }

    /// The element at an offset, nil when that is out of range.
    @inlinable
    package func element(at offset: Int) -> Element? {
        map.element(at: offset)?.key
    }
}

extension SortedSet: Sendable where Element: Sendable {}
