/// A dictionary sorted by its keys that is copied in constant time.
///
/// It is a copy-on-write B-tree: a copy shares all nodes with its original. A change copies the shared nodes on its
/// path and changes the others in place. So a fork, a snapshot or a rollback of any number of rows is an assignment.
/// Each branch stores the number of elements below it, so the element at an offset and the rank of a key are found in
/// O(log n). The tree consists of arrays only, so the compiler proves that it is `Sendable`.
///
/// No operation traps. With keys that have no total order (such as NaN) look-ups may miss elements, nothing worse.
@usableFromInline
package struct SortedDictionary<Key: Comparable, Value> {
    /// A key and its value.
    @usableFromInline
    package typealias Element = (key: Key, value: Value)

    /// The root: a leaf while all elements fit into one leaf.
    @usableFromInline var root: Node

    /// The number of elements, in O(1).
    @usableFromInline var total: Int

    /// Creates an empty dictionary, without an allocation.
    @inlinable
    package init() {
        self.init(root: Node(), total: 0)
    }

    @inlinable
    init(root: Node, total: Int) {
        self.root = root
        self.total = total
    }

    /// The number of elements, in O(1).
    @inlinable
    package var count: Int { total }

    /// Whether there are no elements.
    @inlinable
    package var isEmpty: Bool { total == 0 }

    /// Whether there is an element for a key; does not copy its value.
    @inlinable
    package func contains(_ key: Key) -> Bool {
        root.contains(key)
    }

    /// The value for a key; setting nil removes the element.
    ///
    /// To change a part of a value, `modify` is cheaper: it neither copies the value nor descends twice.
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

    /// Reads the value for a key in place, without copying it.
    ///
    /// - Returns: the result of the body; nil when there is no element for the key.
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
    /// The key is looked up first, so that removing an unknown key copies no shared node.
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

    /// Changes the value for a key in place, in one descent.
    ///
    /// If the body leaves nil, the element is removed; if it sets a value that was nil, one is added. Its change is not
    /// undone when it throws.
    ///
    /// - Parameters:
    ///   - key: the key of the element.
    ///   - body: changes the value, which is nil when there is no element for the key.
    /// - Returns: the result of the body.
    /// - Throws: the error of the body.
    @inlinable
    package mutating func modify<R, E>(_ key: Key, _ body: (inout Value?) throws(E) -> R) throws(E) -> R {
        var change = 0
        defer { rebalanceAfterChange(change, near: key) }
        return try root.modify(key, &change, body)
    }

    @inlinable
    package mutating func removeAll() {
        self = Self()
    }

    /// Counts a change to the elements, and adds or removes the root level where necessary.
    @inlinable
    mutating func rebalanceAfterChange(_ change: Int, near key: Key) {
        total += change
        if root.isOverfull {
            root.addLevel(near: key)
        } else if change < 0, root.branches.count == 1 {
            root = root.branches[0].node
        }
        assert(root.isSound(isRoot: true, near: key), "a node on the path of the last change breaks an invariant")
    }
}

extension SortedDictionary: Sendable where Key: Sendable, Value: Sendable {}
