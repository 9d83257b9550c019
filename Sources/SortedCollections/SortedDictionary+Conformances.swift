extension SortedDictionary: Equatable where Value: Equatable {
    /// Whether two maps have the same elements; the shapes of their trees do not matter.
    ///
    /// O(1) for two copies of one map of which neither was changed.
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
    /// Whether two nodes share their memory, so that their elements need not be compared.
    @inlinable
    func isIdentical(to other: Self) -> Bool {
        entries.span.isIdentical(to: other.entries.span) && branches.span.isIdentical(to: other.branches.span)
    }
}
