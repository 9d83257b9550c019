public import SortedCollections

/// A look-up of rows by a key that several can share, in the order of their creation.
///
/// Rows of one moment stand in the order in which they came in, so that lists are stable under a frozen clock.
@usableFromInline
package struct Index<Key: Comparable & Sendable>: Sendable {
    @usableFromInline
    struct Entry: Comparable, Sendable {
        @usableFromInline let key: Key
        @usableFromInline let createdAt: Timestamp
        @usableFromInline let place: RowID

        @inlinable
        init(key: Key, createdAt: Timestamp, place: RowID) {
            self.key = key
            self.createdAt = createdAt
            self.place = place
        }

        @inlinable
        static func < (left: Entry, right: Entry) -> Bool {
            if left.key != right.key { return left.key < right.key }
            return (left.createdAt, left.place) < (right.createdAt, right.place)
        }
    }

    @usableFromInline var entries = SortedSet<Entry>()

    @inlinable
    package init() {}

    @inlinable
    package mutating func insert(_ key: Key, _ createdAt: Timestamp, at place: RowID) {
        entries.insert(Entry(key: key, createdAt: createdAt, place: place))
    }

    @inlinable
    package mutating func remove(_ key: Key, _ createdAt: Timestamp, at place: RowID) {
        entries.remove(Entry(key: key, createdAt: createdAt, place: place))
    }

    @inlinable
    func first(of key: Key) -> Entry {
        Entry(key: key, createdAt: Timestamp(milliseconds: .min), place: RowID(number: .min))
    }

    @inlinable
    func last(of key: Key) -> Entry {
        Entry(key: key, createdAt: Timestamp(milliseconds: .max), place: RowID(number: .max))
    }

    /// Counts the rows of a key, without going over them.
    @inlinable
    package func count(of key: Key) -> Int {
        entries.rank(of: last(of: key)) - entries.rank(of: first(of: key))
    }

    /// The places of a key's rows, oldest first, read as far as they are asked for.
    @inlinable
    package func oldestFirst(_ key: Key) -> some Sequence<RowID> {
        entries.elements(from: first(of: key)).lazy.prefix { $0.key == key }.map { $0.place }
    }

    /// The places of a key's rows, newest first, read as far as they are asked for.
    @inlinable
    package func newestFirst(_ key: Key) -> some Sequence<RowID> {
        entries.elements(downFrom: last(of: key)).lazy.prefix { $0.key == key }.map { $0.place }
    }

    /// The places of a key's rows, oldest first, without the first so many, which cost no more than the others.
    @inlinable
    package func oldestFirst(_ key: Key, skipping count: Int) -> some Sequence<RowID> {
        var start: Entry? = first(of: key)
        if count != 0, let first = start {
            let offset = entries.rank(of: first).addingReportingOverflow(count)
            start = offset.overflow ? nil : entries.element(at: offset.partialValue)
        }
        return entries.elements(from: start ?? last(of: key)).lazy.prefix { $0.key == key }.map { $0.place }
    }

    /// The places of a key's rows, newest first, without the first so many, which cost no more than the others.
    @inlinable
    package func newestFirst(_ key: Key, skipping count: Int) -> some Sequence<RowID> {
        let end = entries.element(at: entries.rank(of: last(of: key)) - 1 - count)
        return entries.elements(downFrom: end ?? first(of: key)).lazy.prefix { $0.key == key }.map { $0.place }
    }

    /// The places of a key's rows from a moment on, oldest first.
    @inlinable
    package func oldestFirst(_ key: Key, from moment: Timestamp) -> some Sequence<RowID> {
        let start = Entry(key: key, createdAt: moment, place: RowID(number: .min))
        return entries.elements(from: start).lazy.prefix { $0.key == key }.map { $0.place }
    }
}
