/// A parsed request target (RFC 9112, section 3.2).
struct RequestTarget {
    /// The target as it was sent.
    let text: String
    let path: String
    let query: String?
    /// The host of the absolute form; it overrides the `Host` field (RFC 9112, section 3.2.2).
    let host: String?

    /// Parses origin form, absolute form and, with `OPTIONS`, `*`.
    init(parsing bytes: Span<UInt8>, method: Method) throws(RequestFailure) {
        guard let question = Self.queryMark(bytes) else {
            throw .badRequest("The request target holds a character that is not allowed.")
        }
        text = String(repairing: bytes)
        query = question < bytes.count ? String(repairing: bytes.extracting(question + 1..<bytes.count)) : nil
        if bytes[0] == UInt8(ascii: "/") {
            host = nil
            path = query == nil ? text : String(repairing: bytes.extracting(0..<question))
        } else if bytes.count == 1, bytes[0] == UInt8(ascii: "*") {
            guard method == .options else { throw .badRequest("The target * belongs to OPTIONS alone.") }
            host = nil
            path = text
        } else {
            let authority = try Self.authority(bytes.extracting(0..<question))
            host = try Authority(parsing: bytes.extracting(authority)).host
            let rest = String(repairing: bytes.extracting(authority.upperBound..<question))
            path = !rest.isEmpty ? rest : method == .options && query == nil ? "*" : "/"
        }
    }

    /// Returns the index of the first `?`, or the end index; nil if a byte is not allowed.
    private static func queryMark(_ bytes: Span<UInt8>) -> Int? {
        guard !bytes.isEmpty else { return nil }
        var question = bytes.count
        for index in bytes.indices {
            guard bytes[index].isTarget else { return nil }
            if bytes[index] == UInt8(ascii: "?"), question == bytes.count { question = index }
        }
        return question
    }

    /// Returns the range of the authority in an absolute form; only the scheme `http` is valid.
    private static func authority(_ bytes: Span<UInt8>) throws(RequestFailure) -> Range<Int> {
        let start = 7
        guard bytes.count >= start, bytes.extracting(0..<start).equalsIgnoringASCIICase("http://") else {
            throw .badRequest("The request target is neither a path nor an http URI.")
        }
        return start..<(bytes.firstIndex(of: UInt8(ascii: "/"), in: start..<bytes.count) ?? bytes.count)
    }
}
