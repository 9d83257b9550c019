/// Comparing texts by their UTF-8 bytes, where `==` compares by canonical equivalence and is several times slower.
extension String {
    /// Tells whether the text begins with the bytes of another.
    package func startsWithBytes(of other: String) -> Bool {
        guard utf8.count >= other.utf8.count else { return false }
        let (bytes, start) = (utf8Span.span, other.utf8Span.span)
        return bytes.extracting(first: start.count).hasSameBytes(as: start)
    }

    /// Tells whether the bytes of both are the same.
    package func hasSameBytes(as other: String) -> Bool {
        utf8.count == other.utf8.count && utf8Span.span.hasSameBytes(as: other.utf8Span.span)
    }

    /// Compares bytes, with the ASCII letters of either case taken as equal.
    package func equalsIgnoringASCIICase(_ other: String) -> Bool {
        utf8Span.span.equalsIgnoringASCIICase(other.utf8Span.span)
    }
}

extension Span<UInt8> {
    /// Tells whether the bytes of both are the same.
    package func hasSameBytes(as other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        for index in indices where self[index] != other[index] { return false }
        return true
    }

    /// Compares bytes, with the ASCII letters of either case taken as equal.
    func equalsIgnoringASCIICase(_ other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        for index in indices where self[index] != other[index] {
            guard self[index].asciiLowercase == other[index].asciiLowercase else { return false }
        }
        return true
    }
}
