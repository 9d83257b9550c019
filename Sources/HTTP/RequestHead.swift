/// The state of a request's head while its lines arrive (RFC 9112, sections 2.2, 3 and 5).
struct RequestHead {
    /// The parsed part; complete after `take(_:)` returned true.
    var request = Request(method: .get, target: "", path: "")
    private(set) var framing = BodyFraming()
    /// Whether the client waits for a 100 before it sends the body (RFC 9110, section 10.1.1).
    private(set) var expectsContinue = false
    private var emptyLineCount = 0
    private var hasHost = false
    private var hasClose = false
    private var hasKeepAlive = false
    private(set) var hasRequestLine = false

    private static let emptyLineCountMax = 2

    /// The parsed part of an invalid request; nil before the request line.
    var known: Request? {
        guard hasRequestLine else { return nil }
        var known = request
        known.keepsAlive = false
        return known
    }

    /// Parses the next line without its CRLF; returns whether it was the empty line after the head.
    mutating func take(_ line: Span<UInt8>) throws(RequestFailure) -> Bool {
        if hasRequestLine {
            guard line.isEmpty else {
                try takeField(line)
                return false
            }
            try finish()
            return true
        }
        if line.isEmpty {
            emptyLineCount += 1
            guard emptyLineCount <= Self.emptyLineCountMax else {
                throw .badRequest("There are too many empty lines before the request.")
            }
        } else {
            try takeRequestLine(line)
        }
        return false
    }

    private mutating func takeRequestLine(_ line: Span<UInt8>) throws(RequestFailure) {
        let line = try RequestLine(parsing: line)
        request.method = line.method
        request.target = line.target.text
        request.path = line.target.path
        request.query = line.target.query
        request.host = line.target.host
        request.version = line.version
        request.headers.reserveCapacity(8, byteCount: 256)
        hasRequestLine = true
        guard !line.hasForeignVersion else { throw .versionNotSupported() }
    }

    private mutating func takeField(_ line: Span<UInt8>) throws(RequestFailure) {
        let parts = try FieldLine(parsing: line)
        request.headers.append(parts, in: line)
        let (name, value) = (line.extracting(parts.name), line.extracting(parts.value))
        switch name.count {
        case 4 where name.equalsIgnoringASCIICase("host"): try takeHost(value)
        case 6 where name.equalsIgnoringASCIICase("expect"): try takeExpect(value)
        case 10 where name.equalsIgnoringASCIICase("connection"): takeConnection(value)
        case 14 where name.equalsIgnoringASCIICase("content-length"):
            try framing.takeContentLength(value)
        case 17 where name.equalsIgnoringASCIICase("transfer-encoding"):
            try framing.takeTransferEncoding(value, version: request.version)
        default: break
        }
    }

    /// Applies the only `Host`; an absolute-form target takes precedence (RFC 9112, section 3.2.2).
    private mutating func takeHost(_ value: Span<UInt8>) throws(RequestFailure) {
        guard !hasHost else { throw .badRequest("There is more than one Host.") }
        hasHost = true
        let authority = try Authority(parsing: value)
        request.host = request.host ?? authority.host
    }

    /// Applies an `Expect`; ignored in HTTP/1.0, which has no 100 (RFC 9110, section 10.1.1).
    ///
    /// Empty elements of the list are ignored (RFC 9110, section 5.6.1.2).
    private mutating func takeExpect(_ value: Span<UInt8>) throws(RequestFailure) {
        try value.forEachListElement { (element) throws(RequestFailure) in
            if element.isEmpty { return }
            guard element.equalsIgnoringASCIICase("100-continue") else {
                throw RequestFailure(status: 417, reason: "The expectation is not 100-continue.")
            }
            expectsContinue = request.version == .http11
        }
    }

    private mutating func takeConnection(_ value: Span<UInt8>) {
        value.forEachListElement { element in
            if element.equalsIgnoringASCIICase("close") { hasClose = true }
            if element.equalsIgnoringASCIICase("keep-alive") { hasKeepAlive = true }
        }
    }

    private mutating func finish() throws(RequestFailure) {
        guard hasHost || request.version == .http10 else { throw .badRequest("There is no Host.") }
        request.keepsAlive = !hasClose && (hasKeepAlive || request.version == .http11)
    }
}
