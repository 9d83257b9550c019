extension SortedDictionary {
    /// A node of the tree: a leaf with entries, or an inner node with branches.
    ///
    /// It is a value made of arrays. Those of the other kind of node are empty, and an empty array needs no
    /// allocation. Copies share the buffers of the arrays; Swift copies a shared buffer before it is
    /// changed, and changes a buffer with one owner in place.
    ///
    /// The keys of an inner node are in an array of their own: copying an array retains each key in it, and
    /// most keys are in cold memory. A write that splits nothing copies the array of children only.
    @usableFromInline
    struct Node {
        /// The elements of a leaf, sorted by key.
        @usableFromInline var entries: [Entry] = []

        /// The bounds between the children of an inner node, one fewer than there are children.
        ///
        /// All keys in the child before a bound are below it; no key in the child after it is.
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
        /// Optional, so that `modify` can pass it to its body in place, which may set it to nil to remove the entry.
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

        /// The number of elements below the child.
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
