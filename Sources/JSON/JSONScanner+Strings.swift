extension JSONScanner {
    /// A string of the text that has been looked at but not copied.
    private struct StringToken {
        /// The first byte after the opening quotation mark.
        let start: Int
        /// The closing quotation mark.
        let end: Int
        let hasEscapes: Bool
        let isASCII: Bool
    }

    /// Reads a string, which must come next (RFC 8259, section 7).
    mutating func string(in bytes: Span<UInt8>) throws(JSONSyntaxError) -> String {
        let token = try stringToken(in: bytes)
        if token.hasEscapes { return try unescaped(token, in: bytes) }
        do {
            return String(copying: try UTF8Span(validating: bytes.extracting(token.start..<token.end)))
        } catch {
            throw invalidUTF8(error, from: token.start, in: bytes)
        }
    }

    /// Moves past a string, which must come next, checking it as if it were read.
    mutating func skipString(in bytes: Span<UInt8>) throws(JSONSyntaxError) {
        let token = try stringToken(in: bytes)
        if !token.isASCII { try validateUTF8(from: token.start, to: token.end, in: bytes) }
    }

    /// Moves past a string and checks all of it but its UTF-8.
    @inline(__always)
    private mutating func stringToken(in bytes: Span<UInt8>) throws(JSONSyntaxError) -> StringToken {
        guard byte(in: bytes) == UInt8(ascii: "\"") else { throw expected("a string", in: bytes) }
        let start = offset + 1
        offset = start
        var hasEscapes = false
        var isASCII = true
        while true {
            let run = JSONPlainRun(in: bytes, from: offset)
            offset = run.end
            isASCII = isASCII && run.isASCII
            switch byte(in: bytes) {
            case UInt8(ascii: "\""):
                offset += 1
                return StringToken(start: start, end: run.end, hasEscapes: hasEscapes, isASCII: isASCII)
            case UInt8(ascii: "\\"):
                hasEscapes = true
                _ = try escape(in: bytes)
            default:
                throw brokenString(from: start, in: bytes)
            }
        }
    }

    /// Makes the error for a string that ends too early or has a control character, or, before it, bad UTF-8.
    @inline(never)
    private func brokenString(from start: Int, in bytes: Span<UInt8>) -> JSONSyntaxError {
        do {
            try validateUTF8(from: start, to: offset, in: bytes)
        } catch {
            return error
        }
        return expected(offset < bytes.count ? "an escape sequence" : "the closing quotation mark", in: bytes)
    }

    private func validateUTF8(from start: Int, to end: Int, in bytes: Span<UInt8>) throws(JSONSyntaxError) {
        do {
            _ = try UTF8Span(validating: bytes.extracting(start..<end))
        } catch {
            throw invalidUTF8(error, from: start, in: bytes)
        }
    }

    @inline(never)
    private func invalidUTF8(
        _ error: UTF8.ValidationError, from start: Int, in bytes: Span<UInt8>
    ) -> JSONSyntaxError {
        let place = start + error.byteOffsets.lowerBound
        let message = "expected UTF-8, found the byte 0x\(String(bytes[place], radix: 16)) in a string"
        return JSONSyntaxError(message, at: place, in: bytes)
    }

    /// Copies a checked string and resolves its escapes.
    @inline(never)
    private func unescaped(_ token: StringToken, in bytes: Span<UInt8>) throws(JSONSyntaxError) -> String {
        if !token.isASCII { try validateUTF8(from: token.start, to: token.end, in: bytes) }
        var buffer: [UInt8] = []
        buffer.reserveCapacity(token.end - token.start)
        var scanner = JSONScanner(offset: token.start)
        while scanner.offset < token.end {
            let byte = bytes[scanner.offset]
            if byte == UInt8(ascii: "\\") {
                buffer.append(
                    contentsOf: UTF8.encode(try scanner.escape(in: bytes)) ?? UTF8.encodedReplacementCharacter)
            } else {
                buffer.append(byte)
                scanner.offset += 1
            }
        }
        return String(decoding: buffer, as: UTF8.self)
    }
}
