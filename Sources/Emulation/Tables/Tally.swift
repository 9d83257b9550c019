public import SortedCollections

/// How many there are of each key; a key of which there are none is not stored.
///
/// A value that is copied in constant time, like the tables from which it is counted.
@usableFromInline
package struct Tally<Key: RowKey>: Sendable, Equatable {
    @usableFromInline var counts = SortedDictionary<Key.ComparableForm, Int>()

    @inlinable
    package init() {}

    /// The number of a key, in O(log n).
    @inlinable
    package subscript(key: Key) -> Int {
        counts[key.comparable] ?? 0
    }

    /// Adds to the number of a key; a negative number is subtracted.
    @inlinable
    package mutating func add(_ difference: Int, to key: Key) {
        guard difference != 0 else { return }
        let key = key.comparable
        let count = (counts[key] ?? 0) + difference
        counts[key] = count == 0 ? nil : count
    }
}
