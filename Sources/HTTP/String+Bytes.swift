internal import Bytes

/// Compares strings by their UTF-8 bytes.
///
/// `==` compares by canonical equivalence, and is several times slower.
extension String {
    /// Whether the string begins with the bytes of another.
    package func startsWithBytes(of other: String) -> Bool {
        guard utf8.count >= other.utf8.count else { return false }
        let (bytes, start) = (utf8Span.span, other.utf8Span.span)
        return bytes.extracting(first: start.count).hasSameBytes(as: start)
    }

    /// Compares bytes, ignoring the case of ASCII letters.
    package func equalsIgnoringASCIICase(_ other: String) -> Bool {
        utf8Span.span.equalsIgnoringASCIICase(other.utf8Span.span)
    }
}

extension Span<UInt8> {
    /// Compares bytes, ignoring the case of ASCII letters.
    func equalsIgnoringASCIICase(_ other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        for index in indices where self[index] != other[index] {
            guard self[index].asciiLowercase == other[index].asciiLowercase else { return false }
        }
        return true
    }
}
