/// An id of a row, or a key of an index.
///
/// Tables and indexes compare only the `comparable` form. That of a `String` is a `ByteString`. A
/// type of several strings has a `ByteString` for each, and is its own form.
@usableFromInline
package protocol RowKey: Sendable {
    associatedtype ComparableForm: Comparable & Hashable & Sendable = Self

    var comparable: ComparableForm { get }
}

extension RowKey where ComparableForm == Self {
    @inlinable
    package var comparable: Self { self }
}

extension Int: RowKey {}

extension String: RowKey {
    @inlinable
    package var comparable: ByteString { ByteString(self) }
}
