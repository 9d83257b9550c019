public import SortedCollections

/// An index by a key that several rows can share; the rows of a key are sorted by the time of their creation.
///
/// Rows of the same time are sorted by row id, which is the order of insertion, so that lists are stable under a frozen
/// clock.
@usableFromInline
package struct Index<Key: RowKey>: Sendable, Equatable {
    @usableFromInline
    struct Entry: Comparable, Sendable {
        @usableFromInline let key: Key.ComparableForm
        @usableFromInline let createdAt: Timestamp
        @usableFromInline let rowID: RowID

        @inlinable
        init(_ key: Key.ComparableForm, _ createdAt: Timestamp, _ rowID: RowID) {
            self.key = key
            self.createdAt = createdAt
            self.rowID = rowID
        }

        @inlinable
        static func < (left: Entry, right: Entry) -> Bool {
            guard left.key == right.key else { return left.key < right.key }
            guard left.createdAt == right.createdAt else { return left.createdAt < right.createdAt }
            return left.rowID < right.rowID
        }
    }

    @usableFromInline var entries = SortedSet<Entry>()

    @inlinable
    package init() {}

    /// Applies a change of a row that has at most one key.
    ///
    /// - Parameters:
    ///   - change: the row before and after; when neither key nor time changed, the index does not either.
    ///   - key: a row's key; nil for a row that the index does not list.
    ///   - moment: the time by which rows of the same key are sorted.
    @inlinable
    package mutating func apply<Row>(
        _ change: RowChange<Row>, by key: (Row) -> Key?, at moment: (Row) -> Timestamp
    ) {
        let oldEntry = change.old.flatMap { Self.entry(key($0), moment($0), change.rowID) }
        let newEntry = change.new.flatMap { Self.entry(key($0), moment($0), change.rowID) }
        guard oldEntry != newEntry else { return }
        if let oldEntry { entries.removeExisting(oldEntry) }
        if let newEntry { entries.insert(newEntry) }
    }

    /// Applies a change of a row that has any number of keys, each of them once.
    ///
    /// - Parameters:
    ///   - change: the row before and after.
    ///   - keys: a row's keys; those before and after the changed ones cost little.
    ///   - moment: the time by which rows of the same key are sorted.
    @inlinable
    package mutating func apply<Row>(
        _ change: RowChange<Row>, byEach keys: (Row) -> [Key], at moment: (Row) -> Timestamp
    ) {
        let (oldKeys, newKeys) = (change.old.map(keys) ?? [], change.new.map(keys) ?? [])
        let (oldMoment, newMoment) = (change.old.map(moment), change.new.map(moment))
        var (start, end) = (0, 0)
        if oldMoment == newMoment {
            func isSame(_ old: Int, _ new: Int) -> Bool {
                oldKeys[old].comparable == newKeys[new].comparable
            }
            let (oldCount, newCount) = (oldKeys.count, newKeys.count)
            while start < min(oldCount, newCount), isSame(start, start) { start += 1 }
            let endMax = min(oldCount, newCount) - start
            while end < endMax, isSame(oldCount - 1 - end, newCount - 1 - end) { end += 1 }
        }
        if let oldMoment {
            for key in oldKeys[start..<(oldKeys.count - end)] {
                entries.removeExisting(Entry(key.comparable, oldMoment, change.rowID))
            }
        }
        if let newMoment {
            for key in newKeys[start..<(newKeys.count - end)] {
                entries.insert(Entry(key.comparable, newMoment, change.rowID))
            }
        }
    }

    @inlinable
    static func entry(_ key: Key?, _ createdAt: Timestamp, _ rowID: RowID) -> Entry? {
        key.map { Entry($0.comparable, createdAt, rowID) }
    }

    @inlinable
    func first(of key: Key.ComparableForm) -> Entry {
        Entry(key, Timestamp(milliseconds: .min), RowID(number: .min))
    }

    @inlinable
    func last(of key: Key.ComparableForm) -> Entry {
        Entry(key, Timestamp(milliseconds: .max), RowID(number: .max))
    }

    /// The number of rows of a key, in O(log n).
    @inlinable
    package func count(of key: Key) -> Int {
        let key = key.comparable
        return entries.rank(of: last(of: key)) - entries.rank(of: first(of: key))
    }

    /// The row ids of a key, oldest first; the sequence is lazy.
    @inlinable
    package func oldestFirst(_ key: Key) -> some Sequence<RowID> & SendableMetatype {
        let key = key.comparable
        return entries.elements(from: first(of: key)).lazy.prefix { $0.key == key }.map { $0.rowID }
    }

    /// The row ids of a key, newest first; the sequence is lazy.
    @inlinable
    package func newestFirst(_ key: Key) -> some Sequence<RowID> & SendableMetatype {
        let key = key.comparable
        return entries.elements(downFrom: last(of: key)).lazy.prefix { $0.key == key }.map {
            $0.rowID
        }
    }

    /// The row ids of a key, oldest first, from an offset on; skipping takes O(log n).
    @inlinable
    package func oldestFirst(_ key: Key, skipping count: Int) -> some Sequence<RowID>
        & SendableMetatype
    {
        let key = key.comparable
        var start: Entry? = first(of: key)
        if count != 0, let first = start {
            let offset = entries.rank(of: first).addingReportingOverflow(count)
            start = offset.overflow ? nil : entries.element(at: offset.partialValue)
        }
        return entries.elements(from: start ?? last(of: key)).lazy.prefix { $0.key == key }.map {
            $0.rowID
        }
    }

    /// The row ids of a key, newest first, from an offset on; skipping takes O(log n).
    @inlinable
    package func newestFirst(_ key: Key, skipping count: Int) -> some Sequence<RowID>
        & SendableMetatype
    {
        let key = key.comparable
        let end = entries.element(at: entries.rank(of: last(of: key)) - 1 - count)
        return entries.elements(downFrom: end ?? first(of: key)).lazy.prefix { $0.key == key }.map {
            $0.rowID
        }
    }

    /// The row ids of a key from a time on, oldest first.
    @inlinable
    package func oldestFirst(_ key: Key, from moment: Timestamp) -> some Sequence<RowID>
        & SendableMetatype
    {
        let key = key.comparable
        let start = Entry(key, moment, RowID(number: .min))
        return entries.elements(from: start).lazy.prefix { $0.key == key }.map { $0.rowID }
    }
}
