extension SortedSet: Equatable {
    /// Whether two sets have the same elements.
    @inlinable
    package static func == (left: Self, right: Self) -> Bool {
        guard left.count == right.count else { return false }
        return left.map.root.isIdentical(to: right.map.root) || left.elementsEqual(right)
    }
}

extension SortedSet: ExpressibleByArrayLiteral {
    /// Creates a set from a literal.
    @inlinable
    package init(arrayLiteral elements: Element...) {
        self.init()
        for element in elements {
            insert(element)
        }
    }
}

extension SortedSet: CustomDebugStringConvertible {
    /// The elements in the form of an array literal.
    @inlinable
    package var debugDescription: String {
        String(reflecting: Array(self))
    }
}
