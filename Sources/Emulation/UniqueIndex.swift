public import SortedCollections

/// A look-up of rows by a key that no two share.
@usableFromInline
package struct UniqueIndex<Key: Comparable & Sendable>: Sendable {
    @usableFromInline var places = SortedDictionary<Key, RowID>()

    @inlinable
    package init() {}

    @inlinable
    package mutating func insert(_ key: Key, at place: RowID) {
        places[key] = place
    }

    /// Takes out the key, unless another row has taken it meanwhile.
    @inlinable
    package mutating func remove(_ key: Key, at place: RowID) {
        if places[key] == place { places[key] = nil }
    }

    /// The place of the key's row.
    @inlinable
    package subscript(key: Key) -> RowID? {
        places[key]
    }
}
