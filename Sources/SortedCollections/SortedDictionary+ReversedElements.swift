extension SortedDictionary {
    /// Elements in descending order, from some element to the first.
    ///
    /// The sequence holds the map as it was; what is changed afterwards is not seen.
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

        /// Starts at the highest key.
        @inlinable
        package func makeIterator() -> Iterator {
            Iterator(root: root, end: end)
        }

        /// Goes from leaf to leaf by offset, as that of `Elements` does.
        @usableFromInline
        package struct Iterator: IteratorProtocol {
            @usableFromInline let root: Node

            /// The elements of the leaf at hand, and how many of them are still to come.
            @usableFromInline var entries: [Entry] = []
            @usableFromInline var rest = 0

            /// How many elements there are below the leaf at hand.
            @usableFromInline var end: Int

            @inlinable
            init(root: Node, end: Int) {
                self.root = root
                self.end = end
            }

            /// Gives the next lower element, nil after the first.
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
