extension SortedDictionary {
    /// Elements in ascending order, from some element to the last.
    ///
    /// The sequence is a copy of the map: later changes do not affect it.
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

        @inlinable
        package func makeIterator() -> Iterator {
            Iterator(root: root, offset: start, end: end)
        }

        /// Finds each leaf by its offset, so it needs neither links between leaves nor a stack.
        ///
        /// Most steps touch one leaf only; the next leaf is found by one descent without a comparison.
        @usableFromInline
        package struct Iterator: IteratorProtocol {
            @usableFromInline let root: Node

            /// The elements of the current leaf, and the index of the next one.
            @usableFromInline var entries: [Entry] = []
            @usableFromInline var index = 0

            /// The offset of the first element of the next leaf.
            @usableFromInline var offset: Int
            @usableFromInline let end: Int

            @inlinable
            init(root: Node, offset: Int, end: Int) {
                self.root = root
                self.offset = offset
                self.end = end
            }

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
