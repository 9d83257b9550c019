internal import Bytes

extension JSONScanner {
    /// The most letters of an unknown word that a message repeats.
    private static let wordBytesMax = 16

    /// Makes the error for the current offset, with the expected and the found text.
    @inline(never)
    func expected(_ what: String, in bytes: Span<UInt8>) -> JSONSyntaxError {
        JSONSyntaxError("expected \(what), found \(found(in: bytes))", at: offset, in: bytes)
    }

    private func found(in bytes: Span<UInt8>) -> String {
        guard offset < bytes.count else { return "the end of the text" }
        switch bytes[offset] {
        case UInt8(ascii: "\""): return "a string"
        case UInt8(ascii: "\n"): return "a line break"
        case 0x00..<0x20, 0x7F: return "the control character U+00\(hexadecimal(bytes[offset]).uppercased())"
        case 0x80...: return foundCharacter(in: bytes)
        default: return "\"\(foundWord(in: bytes))\""
        }
    }

    /// Returns the letters from here on, so that `NaN` is called by its name; else the one character.
    private func foundWord(in bytes: Span<UInt8>) -> String {
        var end = offset
        while end < bytes.count, end - offset < Self.wordBytesMax, bytes[end].isASCIILetter { end += 1 }
        return String(validating: bytes.extracting(offset..<max(end, offset + 1))) ?? ""
    }

    private func foundCharacter(in bytes: Span<UInt8>) -> String {
        for length in 2...4 where offset + length <= bytes.count {
            guard let text = String(validating: bytes.extracting(offset..<offset + length)) else { continue }
            return text == "\u{FEFF}" ? "a byte order mark" : "\"\(text)\""
        }
        return "the byte 0x\(hexadecimal(bytes[offset])), which is not UTF-8"
    }

    private func hexadecimal(_ byte: UInt8) -> String {
        (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
    }
}

extension UInt8 {
    fileprivate var isASCIILetter: Bool { 0x61...0x7A ~= self | 0x20 }
}
