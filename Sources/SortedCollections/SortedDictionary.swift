/// A map sorted by its keys that is copied in constant time.
///
/// It is a copy-on-write B-tree: a copy shares every node with its original, and a change copies only the nodes on its
/// way down that are still shared; what nobody shares is changed in place. So a fork, a snapshot or a roll-back of any
/// number of rows is an assignment. Every branch knows the number of elements under it, so an offset is found, and a
/// key is ranked, in O(log n). The tree is made of arrays alone, so the compiler proves it `Sendable`.
///
/// No use of it traps. Keys without a total order (a NaN among them) may be lost from sight, no more.
@usableFromInline
package struct SortedDictionary<Key: Comparable, Value> {
    /// A key and its value.
    @usableFromInline
    package typealias Element = (key: Key, value: Value)

    /// The top of the tree: a leaf until there are more elements than a leaf holds.
    @usableFromInline var root: Node

    /// How many elements there are, in O(1).
    @usableFromInline var total: Int

    /// Creates a map without elements, which allocates nothing.
    @inlinable
    package init() {
        self.init(root: Node(), total: 0)
    }

    @inlinable
    init(root: Node, total: Int) {
        self.root = root
        self.total = total
    }

    /// How many elements there are, in O(1).
    @inlinable
    package var count: Int { total }

    /// Whether there are no elements.
    @inlinable
    package var isEmpty: Bool { total == 0 }

    /// Tells whether there is an element for a key, without copying its value.
    @inlinable
    package func contains(_ key: Key) -> Bool {
        root.contains(key)
    }

    /// The value for a key; setting nil removes the element.
    ///
    /// A change to a part of a value is cheaper with `modify`, which neither copies the value nor looks twice.
    @inlinable
    package subscript(key: Key) -> Value? {
        get { root.value(forKey: key) }
        set {
            if let newValue {
                updateValue(newValue, forKey: key)
            } else {
                removeValue(forKey: key)
            }
        }
    }

    /// Reads a part of the value for a key where it lies, without copying the whole.
    ///
    /// - Returns: what the body returns; nil when there is no element for the key.
    @inlinable
    package func read<R>(_ key: Key, _ body: (Value) -> R) -> R? {
        root.read(key, body)
    }

    /// Sets the value for a key.
    ///
    /// - Returns: the value that was replaced, nil when the key is new.
    @inlinable
    @discardableResult
    package mutating func updateValue(_ value: Value, forKey key: Key) -> Value? {
        var slot: Value? = value
        let change = root.exchange(key, &slot)
        rebalanceAfterChange(change, near: key)
        return slot
    }

    /// Removes the element for a key.
    ///
    /// The key is looked up first, so that removing what is not there copies no shared node.
    ///
    /// - Returns: the value that was removed, nil when there was none.
    @inlinable
    @discardableResult
    package mutating func removeValue(forKey key: Key) -> Value? {
        guard root.contains(key) else { return nil }
        var slot: Value? = nil
        let change = root.exchange(key, &slot)
        rebalanceAfterChange(change, near: key)
        return slot
    }

    /// Changes the value for a key where it lies, in one descent.
    ///
    /// What the body leaves behind counts, also when it throws: nil removes the element, a value in place of nil adds one.
    ///
    /// - Parameters:
    ///   - key: the key of the element.
    ///   - body: changes the value, which is nil when there is no element for the key.
    /// - Returns: what the body returns.
    /// - Throws: what the body throws.
    @inlinable
    package mutating func modify<R, E>(_ key: Key, _ body: (inout Value?) throws(E) -> R) throws(E) -> R {
        var change = 0
        defer { rebalanceAfterChange(change, near: key) }
        return try root.modify(key, &change, body)
    }

    /// Removes every element.
    @inlinable
    package mutating func removeAll() {
        self = Self()
    }

    /// Counts a change that was made below, and gives the tree a level more or less where that is due.
    @inlinable
    mutating func rebalanceAfterChange(_ change: Int, near key: Key) {
        total += change
        if root.isOverfull {
            root.deepen(near: key)
        } else if change < 0, root.branches.count == 1 {
            root = root.branches[0].node
        }
    }
}

extension SortedDictionary: Sendable where Key: Sendable, Value: Sendable {}
