extension SortedDictionary: Equatable where Value: Equatable {
    /// Tells whether two maps have the same elements, whatever the shape of their trees.
    ///
    /// Copies of which neither was changed are told equal at once.
    @inlinable
    package static func == (left: Self, right: Self) -> Bool {
        guard left.total == right.total else { return false }
        if left.root.isIdentical(to: right.root) { return true }
        var others = right.makeIterator()
        for (key, value) in left {
            guard let other = others.next(), other.key == key, other.value == value else { return false }
        }
        return true
    }
}

extension SortedDictionary: ExpressibleByDictionaryLiteral {
    /// Creates a map from a literal, in which the last value for a key wins.
    @inlinable
    package init(dictionaryLiteral elements: (Key, Value)...) {
        self.init()
        for (key, value) in elements {
            updateValue(value, forKey: key)
        }
    }
}

extension SortedDictionary: CustomDebugStringConvertible {
    /// The elements in the form of a dictionary literal.
    @inlinable
    package var debugDescription: String {
        guard !isEmpty else { return "[:]" }
        let elements = map { "\(String(reflecting: $0.key)): \(String(reflecting: $0.value))" }
        return "[\(elements.joined(separator: ", "))]"
    }
}

extension SortedDictionary.Node {
    /// Tells whether two nodes are the same in memory, so that neither need be looked into.
    @inlinable
    func isIdentical(to other: Self) -> Bool {
        entries.span.isIdentical(to: other.entries.span) && branches.span.isIdentical(to: other.branches.span)
    }
}
