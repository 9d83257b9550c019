/// The grammar of RFC 8259 over a complete text: the offset and the nesting depth.
///
/// Everything that reads JSON (the tree, skipping, the cursor) goes through it, so that all agree on what
/// is JSON and on what is said of what is not. It holds no text: that comes with each call as a span. A
/// byte after the end reads as zero, which the grammar allows nowhere.
struct JSONScanner {
    var offset = 0
    private var depth = 0

    init(offset: Int = 0) {
        self.offset = offset
    }

    /// The byte at the current offset, zero after the end.
    @inline(__always) func byte(in bytes: Span<UInt8>) -> UInt8 {
        offset < bytes.count ? bytes[offset] : 0
    }

    /// Skips a byte order mark at the beginning of a text.
    mutating func skipByteOrderMark(in bytes: Span<UInt8>) {
        if offset == 0 { offset = bytes.byteOrderMarkByteCount }
    }

    /// Moves past white space: space, tab, line feed, carriage return (RFC 8259, section 2).
    @inline(__always) mutating func skipWhiteSpace(in bytes: Span<UInt8>) {
        while offset < bytes.count {
            let byte = bytes[offset]
            guard byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            offset += 1
        }
    }

    /// Goes into an object or array, whose opening bracket must come next.
    mutating func open(_ bracket: JSONBracket, in bytes: Span<UInt8>) throws(JSONSyntaxError) {
        guard byte(in: bytes) == bracket.opening else { throw expected(bracket.openingName, in: bytes) }
        guard depth < JSONParser.depthMax else {
            let message = "expected at most \(JSONParser.depthMax) levels of nesting, found more"
            throw JSONSyntaxError(message, at: offset, in: bytes)
        }
        depth += 1
        offset += 1
    }

    /// Moves to the next member name or element, or past the closing bracket.
    ///
    /// - Returns: whether there is one more.
    @inline(__always)
    mutating func next(
        in bracket: JSONBracket, isFirst: Bool, of bytes: Span<UInt8>
    ) throws(JSONSyntaxError) -> Bool {
        skipWhiteSpace(in: bytes)
        let found = byte(in: bytes)
        if found == bracket.closing {
            depth -= 1
            offset += 1
            return false
        }
        if !isFirst {
            guard found == UInt8(ascii: ",") else { throw expected(bracket.separatorNames, in: bytes) }
            offset += 1
            skipWhiteSpace(in: bytes)
        }
        guard bracket == .square || byte(in: bytes) == UInt8(ascii: "\"") else {
            throw expected(isFirst ? "a member name or \"}\"" : "a member name", in: bytes)
        }
        return true
    }

    /// Reads a member name and the colon after it.
    @inline(__always)
    mutating func name(in bytes: Span<UInt8>) throws(JSONSyntaxError) -> String {
        let name = try string(in: bytes)
        try colon(in: bytes)
        return name
    }

    /// Moves past the colon, which must come next, and the white space around it.
    @inline(__always)
    mutating func colon(in bytes: Span<UInt8>) throws(JSONSyntaxError) {
        skipWhiteSpace(in: bytes)
        guard byte(in: bytes) == UInt8(ascii: ":") else { throw expected("\":\"", in: bytes) }
        offset += 1
        skipWhiteSpace(in: bytes)
    }

    /// Moves past `true`, `false` or `null`, which must come next (RFC 8259, section 3).
    @inline(__always)
    mutating func literal(_ text: String, in bytes: Span<UInt8>) throws(JSONSyntaxError) {
        let letters = text.utf8.span
        guard letters.count <= bytes.count - offset else { throw expected("\"\(text)\"", in: bytes) }
        for place in letters.indices where bytes[offset + place] != letters[place] {
            throw expected("\"\(text)\"", in: bytes)
        }
        offset += letters.count
    }

    /// Makes sure that nothing but white space follows.
    mutating func end(in bytes: Span<UInt8>) throws(JSONSyntaxError) {
        skipWhiteSpace(in: bytes)
        guard offset >= bytes.count else { throw expected("the end of the text", in: bytes) }
    }
}

extension Span<UInt8> {
    /// The length of the byte order mark at the beginning, which a reader may ignore (RFC 8259,
    /// section 8.1).
    var byteOrderMarkByteCount: Int {
        count >= 3 && self[0] == 0xEF && self[1] == 0xBB && self[2] == 0xBF ? 3 : 0
    }
}
