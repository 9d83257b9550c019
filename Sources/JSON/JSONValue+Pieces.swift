/// Pieces of JSON text for a writer that makes no values first.
extension JSONValue {
    /// Appends a string in quotation marks.
    ///
    /// Escapes only what must be escaped (RFC 8259, section 7): `"`, `\` and control characters, these as `\b`
    /// `\f` `\n` `\r` `\t` or else `\u00xx`. All other characters are written as they are, as in ECMAScript's
    /// QuoteJSONString.
    package static func appendString(_ text: String, to buffer: inout [UInt8]) {
        let bytes = text.utf8.span
        guard JSONPlainRun(in: bytes, from: 0).end == bytes.count else {
            buffer.append(UInt8(ascii: "\""))
            appendEscaped(bytes, to: &buffer)
            return buffer.append(UInt8(ascii: "\""))
        }
        // The loop over an output span compiles to a vector copy, and the capacity is checked once.
        buffer.append(addingCapacity: bytes.count + 2) { output in
            output.append(UInt8(ascii: "\""))
            for index in bytes.indices { output.append(bytes[index]) }
            output.append(UInt8(ascii: "\""))
        }
    }

    /// Appends a member's name in quotation marks, and a colon.
    package static func appendName(_ name: String, to buffer: inout [UInt8]) {
        appendString(name, to: &buffer)
        buffer.append(UInt8(ascii: ":"))
    }

    /// Appends a decimal integer.
    package static func appendInteger(_ value: Int, to buffer: inout [UInt8]) {
        var digits = InlineArray<20, UInt8>(repeating: 0)
        var start = digits.count
        var rest = value.magnitude
        repeat {
            start -= 1
            digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest != 0
        if value < 0 { buffer.append(UInt8(ascii: "-")) }
        for place in start..<digits.count { buffer.append(digits[place]) }
    }

    /// Appends UTF-8 bytes as they are within quotation marks, escaped where they must be.
    package static func appendEscaped(_ bytes: Span<UInt8>, to buffer: inout [UInt8]) {
        var byteCount = bytes.count
        for place in bytes.indices { byteCount += escapeByteCount(bytes[place]) }
        // The capacity is checked once.
        buffer.append(addingCapacity: byteCount) { output in
            for place in bytes.indices {
                let byte = bytes[place]
                if escapeByteCount(byte) == 0 {
                    output.append(byte)
                } else {
                    appendEscape(of: byte, to: &output)
                }
            }
        }
    }

    /// How many bytes the escape of a byte has more than the byte, at most.
    @inline(__always)
    private static func escapeByteCount(_ byte: UInt8) -> Int {
        if byte < 0x20 { return 5 }
        return byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") ? 1 : 0
    }

    private static func appendEscape(of byte: UInt8, to output: inout OutputSpan<UInt8>) {
        output.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(byte)
        case 0x08: output.append(UInt8(ascii: "b"))
        case 0x0C: output.append(UInt8(ascii: "f"))
        case 0x0A: output.append(UInt8(ascii: "n"))
        case 0x0D: output.append(UInt8(ascii: "r"))
        case 0x09: output.append(UInt8(ascii: "t"))
        default:
            for letter in "u00".utf8 { output.append(letter) }
            output.append(UInt8(ascii: "0") + byte >> 4)
            let digit = byte & 0xF
            output.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }
}
