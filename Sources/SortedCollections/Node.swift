extension SortedDictionary {
    /// A node of the tree: a leaf with entries, or an inner node with branches.
    ///
    /// It is a value made of arrays; those of the other kind are empty, and an empty array is a constant that costs
    /// nothing. The buffers of the arrays are the shared things: the language itself counts who holds them, copies a
    /// buffer that is shared before it changes, and changes it in place when it is not.
    ///
    /// The keys of an inner node are apart from its children because a copied array counts a reference for each key in
    /// it, and most of those are cold memory: a write that splits nothing copies the children only.
    @usableFromInline
    struct Node {
        /// The elements of a leaf, sorted by key.
        @usableFromInline var entries: [Entry] = []

        /// The bounds between the children of an inner node, one fewer than there are children.
        ///
        /// No key under the child after a bound is below it, every key under the child before it is.
        @usableFromInline var bounds: [Key] = []

        /// The children of an inner node, in the order of their keys.
        @usableFromInline var branches: [Branch] = []

        @inlinable
        init() {}

        @inlinable
        init(entries: [Entry]) {
            self.entries = entries
        }

        @inlinable
        init(bounds: [Key], branches: [Branch]) {
            self.bounds = bounds
            self.branches = branches
        }
    }

    /// An element in a leaf.
    @usableFromInline
    struct Entry {
        @usableFromInline let key: Key

        /// The value, never nil between two calls.
        ///
        /// It is optional so that `modify` can lend it out in place and learn afterwards whether it is to go.
        @usableFromInline var value: Value?

        @inlinable
        init(key: Key, value: Value?) {
            self.key = key
            self.value = value
        }
    }

    /// A child of an inner node.
    @usableFromInline
    struct Branch {
        @usableFromInline var node: Node

        /// How many elements are under the child.
        @usableFromInline var count: Int

        @inlinable
        init(node: Node, count: Int) {
            self.node = node
            self.count = count
        }
    }
}

extension SortedDictionary.Node: Sendable where Key: Sendable, Value: Sendable {}
extension SortedDictionary.Entry: Sendable where Key: Sendable, Value: Sendable {}
extension SortedDictionary.Branch: Sendable where Key: Sendable, Value: Sendable {}
