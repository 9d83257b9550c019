internal import Bytes

/// The percent coding of URIs (RFC 3986, section 2.1).
package enum PercentEncoding {
    /// Decodes a string; a `+` stays a `+`.
    ///
    /// - Returns: Nil if a `%` lacks two hexadecimal digits, or if the result is not UTF-8.
    package static func decode(_ text: String) -> String? { decode(text.utf8Span.span) }

    /// Decodes a part of a string; a `+` stays a `+`.
    ///
    /// - Returns: Nil if a `%` lacks two hexadecimal digits, or if the result is not UTF-8.
    package static func decode(_ text: Substring) -> String? { decode(text.utf8Span.span) }

    /// Decodes bytes; a `+` stays a `+`.
    ///
    /// - Returns: Nil if a `%` lacks two hexadecimal digits, or if the result is not UTF-8.
    package static func decode(_ bytes: Span<UInt8>) -> String? {
        guard bytes.firstIndex(of: escape, in: 0..<bytes.count) != nil else { return String(validating: bytes) }
        var isGood = true
        let decoded = [UInt8](capacity: bytes.count) { output in
            var index = 0
            while index < bytes.count, isGood {
                if bytes[index] != escape {
                    output.append(bytes[index])
                    index += 1
                } else if let byte = bytes.escapedByte(at: index) {
                    output.append(byte)
                    index += 3
                } else {
                    isGood = false
                }
            }
        }
        return isGood ? String(validating: decoded.span) : nil
    }

    /// Encodes a string as one segment of a path.
    ///
    /// Escapes all but letters, digits, `-`, `.`, `_` and `~`. A segment may contain some more (RFC
    /// 3986, section 3.3), but escaped they are valid in every part of a URI.
    package static func encode(_ text: String) -> String { encode(text.utf8Span.span) }

    /// Encodes a part of a string as one segment of a path.
    package static func encode(_ text: Substring) -> String { encode(text.utf8Span.span) }

    private static func encode(_ bytes: Span<UInt8>) -> String {
        let encoded = [UInt8](capacity: bytes.count * 3) { output in
            for index in bytes.indices {
                if bytes[index].isUnreserved {
                    output.append(bytes[index])
                } else {
                    output.append(escape)
                    output.append(hexadecimal: UInt(bytes[index]), width: 2)
                }
            }
        }
        return String(repairing: encoded.span)
    }

    private static let escape = UInt8(ascii: "%")
}

extension Span<UInt8> {
    /// Returns the byte of the escape sequence at an index; nil if there is no valid one.
    func escapedByte(at index: Int) -> UInt8? {
        guard index + 2 < count, self[index] == UInt8(ascii: "%"),
            let high = self[index + 1].hexadecimalValue, let low = self[index + 2].hexadecimalValue
        else { return nil }
        return UInt8(high << 4 | low)
    }
}
