/// The grammar of chunk extensions (RFC 9112, section 7.1.1).
///
/// They are ignored, but what does not follow the grammar is refused: another hop could find the
/// end of the line elsewhere.
struct ChunkExtensionGrammar {
    private let bytes: [UInt8]
    private var index = 0

    /// Whether the bytes are `*( BWS ";" BWS name [ BWS "=" BWS value ] )`.
    static func isValid(_ bytes: Span<UInt8>) -> Bool {
        if bytes.isEmpty { return true }
        var reader = ChunkExtensionGrammar(bytes: [UInt8](copying: bytes))
        while reader.index < reader.bytes.count {
            guard reader.readOne() else { return false }
        }
        return true
    }

    private mutating func readOne() -> Bool {
        skipSpace()
        guard skip(UInt8(ascii: ";")) else { return false }
        skipSpace()
        guard skipToken() else { return false }
        let end = index
        skipSpace()
        guard skip(UInt8(ascii: "=")) else {
            // The space belongs to the next extension.
            index = end
            return true
        }
        skipSpace()
        return skip(UInt8(ascii: "\"")) ? skipQuoted() : skipToken()
    }

    private mutating func skipSpace() {
        while index < bytes.count, bytes[index].isOptionalWhitespace { index += 1 }
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    private mutating func skipToken() -> Bool {
        let start = index
        while index < bytes.count, bytes[index].isToken { index += 1 }
        return index > start
    }

    /// Reads to the closing quote; a backslash quotes the next byte (RFC 9110, section 5.6.4).
    private mutating func skipQuoted() -> Bool {
        while index < bytes.count {
            if skip(UInt8(ascii: "\"")) { return true }
            if bytes[index] == UInt8(ascii: "\\") { index += 1 }
            guard index < bytes.count, bytes[index].isFieldValue else { return false }
            index += 1
        }
        return false
    }
}
