extension SortedDictionary {
    /// Elements in descending order, from some element to the first.
    ///
    /// The sequence is a copy of the map: later changes do not affect it.
    @usableFromInline
    package struct ReversedElements: Sequence {
        @usableFromInline let root: Node
        @usableFromInline let end: Int

        @inlinable
        init(root: Node, end: Int) {
            self.root = root
            self.end = end
        }

        /// How many elements there are.
        @inlinable
        package var underestimatedCount: Int { end }

        @inlinable
        package func makeIterator() -> Iterator {
            Iterator(root: root, end: end)
        }

        /// Finds each leaf by its offset, as the iterator of `Elements` does.
        @usableFromInline
        package struct Iterator: IteratorProtocol {
            @usableFromInline let root: Node

            /// The elements of the current leaf, and the number of those that are still to come.
            @usableFromInline var entries: [Entry] = []
            @usableFromInline var rest = 0

            /// The number of elements before the current leaf.
            @usableFromInline var end: Int

            @inlinable
            init(root: Node, end: Int) {
                self.root = root
                self.end = end
            }

            @inlinable
            package mutating func next() -> Element? {
                if rest == 0 {
                    guard end > 0 else { return nil }
                    let leaf = root.leaf(at: end - 1)
                    guard leaf.index < leaf.entries.count else { return nil }
                    entries = leaf.entries
                    rest = leaf.index + 1
                    end -= rest
                }
                rest -= 1
                let key = entries.span[rest].key
                guard let value = entries.span[rest].value else { return nil }
                return (key, value)
            }
        }
    }
}

extension SortedDictionary.ReversedElements: Sendable where Key: Sendable, Value: Sendable {}
extension SortedDictionary.ReversedElements.Iterator: Sendable where Key: Sendable, Value: Sendable {}
