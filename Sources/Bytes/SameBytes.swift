extension Span<UInt8> {
    /// Whether both hold the same bytes.
    package func hasSameBytes(as other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        var index = 0
        while index &+ 8 <= count {
            guard ByteWord.load(self, at: index) == ByteWord.load(other, at: index) else { return false }
            index &+= 8
        }
        while index < count {
            guard self[index] == other[index] else { return false }
            index &+= 1
        }
        return true
    }

    /// Whether the bytes are below those of another span in lexicographic order.
    package func precedes(_ other: Span<UInt8>) -> Bool {
        let common = Swift.min(count, other.count)
        var index = 0
        while index &+ 8 <= common {
            let (left, right) = (ByteWord.load(self, at: index), ByteWord.load(other, at: index))
            guard left == right else { return left.byteSwapped < right.byteSwapped }
            index &+= 8
        }
        while index < common {
            guard self[index] == other[index] else { return self[index] < other[index] }
            index &+= 1
        }
        return count < other.count
    }
}

extension String {
    /// Copies bytes that are UTF-8; nil for all others.
    @inlinable
    package init?(validating bytes: Span<UInt8>) {
        guard let text = try? UTF8Span(validating: bytes) else { return nil }
        self.init(copying: text)
    }

    /// Whether the bytes are below those of another string in lexicographic order.
    @usableFromInline
    package func precedesByBytes(_ other: String) -> Bool {
        utf8Span.span.precedes(other.utf8Span.span)
    }

    /// The standard library's `==`, for modules that shadow it.
    @inlinable
    package static func isSame(_ left: String, _ right: String) -> Bool { left == right }

    /// Compares UTF-8 bytes, where `==` compares by canonical equivalence.
    ///
    /// An ASCII string is equivalent to no other string of its length, and then `==` is faster.
    @usableFromInline
    package func hasSameBytes(as other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        let bytes = utf8Span
        return bytes.isKnownASCII ? String.isSame(self, other) : bytes.span.hasSameBytes(as: other.utf8Span.span)
    }
}
