extension JSONScanner {
    /// Moves past a value, checking all of it as if it were read.
    mutating func skipValue(in bytes: Span<UInt8>) throws(JSONSyntaxError) {
        skipWhiteSpace(in: bytes)
        switch byte(in: bytes) {
        case UInt8(ascii: "\""): try skipString(in: bytes)
        case UInt8(ascii: "{"): try skipObject(in: bytes)
        case UInt8(ascii: "["): try skipArray(in: bytes)
        case UInt8(ascii: "t"): try literal("true", in: bytes)
        case UInt8(ascii: "f"): try literal("false", in: bytes)
        case UInt8(ascii: "n"): try literal("null", in: bytes)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): _ = try skipNumber(in: bytes)
        default: throw expected("a value", in: bytes)
        }
    }

    private mutating func skipObject(in bytes: Span<UInt8>) throws(JSONSyntaxError) {
        try open(.curly, in: bytes)
        var isFirst = true
        while try next(in: .curly, isFirst: isFirst, of: bytes) {
            isFirst = false
            try skipString(in: bytes)
            try colon(in: bytes)
            try skipValue(in: bytes)
        }
    }

    private mutating func skipArray(in bytes: Span<UInt8>) throws(JSONSyntaxError) {
        try open(.square, in: bytes)
        var isFirst = true
        while try next(in: .square, isFirst: isFirst, of: bytes) {
            isFirst = false
            try skipValue(in: bytes)
        }
    }
}
