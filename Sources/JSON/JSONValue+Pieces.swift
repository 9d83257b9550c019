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

    private static func appendEscaped(_ bytes: Span<UInt8>, to buffer: inout [UInt8]) {
        for place in bytes.indices {
            let byte = bytes[place]
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): appendEscape(byte, to: &buffer)
            case 0x08: appendEscape(UInt8(ascii: "b"), to: &buffer)
            case 0x0C: appendEscape(UInt8(ascii: "f"), to: &buffer)
            case 0x0A: appendEscape(UInt8(ascii: "n"), to: &buffer)
            case 0x0D: appendEscape(UInt8(ascii: "r"), to: &buffer)
            case 0x09: appendEscape(UInt8(ascii: "t"), to: &buffer)
            case 0x00..<0x20: appendCodeUnit(byte, to: &buffer)
            default: buffer.append(byte)
            }
        }
    }

    private static func appendEscape(_ letter: UInt8, to buffer: inout [UInt8]) {
        buffer.append(UInt8(ascii: "\\"))
        buffer.append(letter)
    }

    private static func appendCodeUnit(_ control: UInt8, to buffer: inout [UInt8]) {
        buffer.append(contentsOf: (control < 0x10 ? "\\u000" : "\\u00").utf8)
        buffer.append(contentsOf: String(control, radix: 16).utf8)
    }
}
