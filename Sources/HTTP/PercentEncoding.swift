/// The percent coding of URIs (RFC 3986, section 2.1).
package enum PercentEncoding {
    /// Returns the text that an encoded one stands for; a `+` stays a `+`.
    ///
    /// - Returns: Nil when a `%` has no two hexadecimal digits behind it, or when the result is not UTF-8.
    package static func decode(_ text: String) -> String? { decode(text.utf8Span.span) }

    /// Returns the text that a part of an encoded one stands for; a `+` stays a `+`.
    ///
    /// - Returns: Nil when a `%` has no two hexadecimal digits behind it, or when the result is not UTF-8.
    package static func decode(_ text: Substring) -> String? { decode(text.utf8Span.span) }

    /// Returns the text that encoded bytes stand for; a `+` stays a `+`.
    ///
    /// - Returns: Nil when a `%` has no two hexadecimal digits behind it, or when the result is not UTF-8.
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

    /// Returns a text as one segment of a path: all but letters, digits, `-`, `.`, `_` and `~` is escaped.
    ///
    /// A segment may hold some more (RFC 3986, section 3.3), but escaped they mean the same wherever they end up.
    package static func encode(_ text: String) -> String { encode(text.utf8Span.span) }

    /// Returns a part of a text as one segment of a path, like the function for a whole one.
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
    /// Returns the byte that the escape at a position stands for; nil when it is none.
    func escapedByte(at index: Int) -> UInt8? {
        guard index + 2 < count, self[index] == UInt8(ascii: "%"),
            let high = self[index + 1].hexadecimalValue, let low = self[index + 2].hexadecimalValue
        else { return nil }
        return UInt8(high << 4 | low)
    }
}
