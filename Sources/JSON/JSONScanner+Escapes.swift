internal import Bytes

extension JSONScanner {
    private static let escapeNames = #"one of "\/bfnrtu after the backslash"#

    /// Moves past an escape sequence, which must come next (RFC 8259, section 7).
    ///
    /// A character beyond U+FFFF is two sequences, its surrogate pair. A surrogate alone is no character
    /// and refused: it could be held by no string and be written by no one.
    ///
    /// - Returns: the character.
    mutating func escape(in bytes: Span<UInt8>) throws(JSONSyntaxError) -> Unicode.Scalar {
        offset += 1
        let letter = byte(in: bytes)
        if letter == UInt8(ascii: "u") { return try unicodeEscape(in: bytes) }
        let value: UInt8
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): value = letter
        case UInt8(ascii: "b"): value = 0x08
        case UInt8(ascii: "f"): value = 0x0C
        case UInt8(ascii: "n"): value = 0x0A
        case UInt8(ascii: "r"): value = 0x0D
        case UInt8(ascii: "t"): value = 0x09
        default: throw expected(Self.escapeNames, in: bytes)
        }
        offset += 1
        return Unicode.Scalar(value)
    }

    /// Moves past `u` with its four digits, and past the second half of a surrogate pair.
    private mutating func unicodeEscape(in bytes: Span<UInt8>) throws(JSONSyntaxError) -> Unicode.Scalar {
        let backslash = offset - 1
        let first = try codeUnit(in: bytes)
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard UTF16.isLeadSurrogate(UInt16(first)), startsUnicodeEscape(in: bytes) else {
            throw loneSurrogate(first, at: backslash, in: bytes)
        }
        offset += 1
        let second = try codeUnit(in: bytes)
        guard UTF16.isTrailSurrogate(UInt16(second)),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw loneSurrogate(first, at: backslash, in: bytes) }
        return scalar
    }

    private func startsUnicodeEscape(in bytes: Span<UInt8>) -> Bool {
        offset + 1 < bytes.count && bytes[offset] == UInt8(ascii: "\\") && bytes[offset + 1] == UInt8(ascii: "u")
    }

    /// Moves past the `u` and four hexadecimal digits.
    private mutating func codeUnit(in bytes: Span<UInt8>) throws(JSONSyntaxError) -> UInt32 {
        offset += 1
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = byte(in: bytes).hexadecimalValue else {
                throw expected("four hexadecimal digits after \\u", in: bytes)
            }
            unit = unit << 4 | UInt32(digit)
            offset += 1
        }
        return unit
    }

    private func loneSurrogate(_ unit: UInt32, at place: Int, in bytes: Span<UInt8>) -> JSONSyntaxError {
        let message = "expected a surrogate pair, found the lone surrogate \\u\(String(unit, radix: 16))"
        return JSONSyntaxError(message, at: place, in: bytes)
    }
}
