public import Bytes

/// A string that is compared by its UTF-8 bytes.
///
/// The `==` of `String` is canonical equivalence: `K` equals U+212A, and `Å` equals U+212B. The
/// real services compare bytes, so such keys, ids or names are different. Sets, dictionaries,
/// tables and indexes of identifiers therefore use this type.
@usableFromInline
package struct ByteString: Comparable, Hashable, Sendable {
    @usableFromInline package let text: String
    /// Whether the standard library's comparison compares bytes, as it does for ASCII.
    @usableFromInline let isASCII: Bool

    @usableFromInline
    package init(_ text: String) {
        self.text = text
        isASCII = text.utf8Span.isKnownASCII
    }

    @inlinable
    package static func == (left: ByteString, right: ByteString) -> Bool {
        if left.isASCII && right.isASCII { return String.isSame(left.text, right.text) }
        return left.text.hasSameBytes(as: right.text)
    }

    @inlinable
    package static func < (left: ByteString, right: ByteString) -> Bool {
        left.isASCII && right.isASCII ? left.text < right.text : left.text.precedesByBytes(right.text)
    }

    /// Hashes the bytes.
    ///
    /// The hash of `String` is the same for all canonically equivalent strings. One name can have
    /// thousands of those, so a list of them would make sets and tables quadratic. ASCII strings are
    /// equivalent only to themselves, and for them the hash of `String` is faster. Whether a string is
    /// known to be ASCII must not matter.
    @usableFromInline
    package func hash(into hasher: inout Hasher) {
        if isASCII || text.utf8.allSatisfy({ $0 < 0x80 }) {
            hasher.combine(text)
        } else {
            for byte in text.utf8 { hasher.combine(byte) }
            hasher.combine(text.utf8.count)
        }
    }
}

extension ByteString: ExpressibleByStringLiteral, CustomStringConvertible {
    @usableFromInline
    package init(stringLiteral text: String) {
        self.init(text)
    }

    @usableFromInline
    package var description: String { text }
}

extension Dictionary where Key == ByteString {
    /// The value of a name.
    package subscript(name: String) -> Value? {
        get { self[ByteString(name)] }
        set { self[ByteString(name)] = newValue }
    }
}
