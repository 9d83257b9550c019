extension SortedDictionary {
    /// Elements in ascending order, from some element to the last.
    ///
    /// The sequence holds the map as it was; what is changed afterwards is not seen.
    @usableFromInline
    package struct Elements: Sequence {
        @usableFromInline let root: Node
        @usableFromInline let start: Int
        @usableFromInline let end: Int

        @inlinable
        init(root: Node, start: Int, end: Int) {
            self.root = root
            self.start = start
            self.end = end
        }

        /// How many elements there are.
        @inlinable
        package var underestimatedCount: Int { end - start }

        /// Starts at the lowest key.
        @inlinable
        package func makeIterator() -> Iterator {
            Iterator(root: root, offset: start, end: end)
        }

        /// Goes from leaf to leaf by offset, so that it needs neither links between leaves nor a stack.
        ///
        /// A step within a leaf touches nothing else; the way to the next leaf is one descent without a comparison.
        @usableFromInline
        package struct Iterator: IteratorProtocol {
            @usableFromInline let root: Node

            /// The elements of the leaf at hand, and which of them is next.
            @usableFromInline var entries: [Entry] = []
            @usableFromInline var index = 0

            /// Where the next leaf begins.
            @usableFromInline var offset: Int
            @usableFromInline let end: Int

            @inlinable
            init(root: Node, offset: Int, end: Int) {
                self.root = root
                self.offset = offset
                self.end = end
            }

            /// Gives the next element, nil after the last.
            @inlinable
            package mutating func next() -> Element? {
                if index >= entries.count {
                    guard offset < end else { return nil }
                    (entries, index) = root.leaf(at: offset)
                    guard index < entries.count else { return nil }
                    offset += entries.count - index
                }
                let key = entries.span[index].key
                guard let value = entries.span[index].value else { return nil }
                index += 1
                return (key, value)
            }
        }
    }
}

extension SortedDictionary.Elements: Sendable where Key: Sendable, Value: Sendable {}
extension SortedDictionary.Elements.Iterator: Sendable where Key: Sendable, Value: Sendable {}
