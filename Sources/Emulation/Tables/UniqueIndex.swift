internal import HTTP
public import SortedCollections

/// An index by a key that no two rows share.
@usableFromInline
package struct UniqueIndex<Key: RowKey>: Sendable, Equatable {
    @usableFromInline var rowIDs = SortedDictionary<Key.ComparableForm, RowID>()

    @inlinable
    package init() {}

    /// Applies a change of a row; an unchanged key costs no change of the index.
    ///
    /// - Parameters:
    ///   - change: the row before and after.
    ///   - key: a row's key; nil for a row that the index does not list.
    @inlinable
    package mutating func apply<Row>(_ change: RowChange<Row>, by key: (Row) -> Key?) {
        let old = change.old.flatMap(key)?.comparable
        let new = change.new.flatMap(key)?.comparable
        guard old != new else { return }
        // Another row may have been given the key meanwhile.
        if let old, rowIDs[old] == change.rowID { rowIDs[old] = nil }
        if let new { rowIDs[new] = change.rowID }
    }

    /// The row id of a key.
    @inlinable
    package subscript(key: Key) -> RowID? {
        rowIDs[key.comparable]
    }
}

extension UniqueIndex where Key == String {
    /// Whether there is a key that begins with a text.
    package func hasKey(startingWith text: String) -> Bool {
        var keys = rowIDs.elements(from: ByteString(text)).makeIterator()
        return keys.next()?.key.text.startsWithBytes(of: text) ?? false
    }
}
