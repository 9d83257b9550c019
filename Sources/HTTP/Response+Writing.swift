/// Writes responses as bytes (RFC 9112, sections 4 to 6 and 9).
///
/// The status line always has HTTP/1.1, the highest version of this server, also for HTTP/1.0
/// clients (RFC 9110, section 2.5). The client's version decides only how the message ends.
extension Response {
    /// Appends the head, and the body if it is bytes and the method and status allow one.
    ///
    /// The body of a stream follows in parts: for HTTP/1.1 through `ChunkedEncoding`; for HTTP/1.0
    /// unencoded, ended by closing the connection.
    ///
    /// - Parameters:
    ///   - buffer: The bytes to be sent; the message is appended.
    ///   - method: The method of the request: the response to `HEAD` has only the fields of a body.
    ///   - version: The version of the request.
    ///   - keepsAlive: Whether the connection stays open after this response.
    ///   - date: The value of `Date` (see `HTTPDate`).
    package func append(
        to buffer: inout [UInt8], method: Method, version: Version, keepsAlive: Bool, date: String
    ) {
        appendHead(to: &buffer, version: version, keepsAlive: keepsAlive, date: date)
        if case .bytes(let bytes) = body, hasBody(for: method) { buffer.append(contentsOf: bytes) }
    }

    /// Appends the head, with the length of the whole body or `Transfer-Encoding: chunked`.
    package func appendHead(
        to buffer: inout [UInt8], version: Version, keepsAlive: Bool, date: String
    ) {
        appendStatusAndFields(to: &buffer, date: date)
        if statusAllowsBody {
            switch body {
            case .bytes(let bytes):
                buffer.append(contentsOf: "Content-Length: ".utf8)
                buffer.append(decimal: UInt(bytes.count))
                buffer.append(contentsOf: "\r\n".utf8)
            case .stream:
                if version == .http11 {
                    buffer.append(contentsOf: "Transfer-Encoding: chunked\r\n".utf8)
                }
            }
        }
        appendEnd(to: &buffer, version: version, keepsAlive: keepsAlive)
    }

    /// Whether the response to a request with this method has a body (RFC 9112, section 6.3).
    package func hasBody(for method: Method) -> Bool { method != .head && statusAllowsBody }

    /// Whether only closing the connection ends the message: a stream to an HTTP/1.0 client.
    package func endsByClose(method: Method, version: Version) -> Bool {
        guard case .stream = body else { return false }
        return version == .http10 && hasBody(for: method)
    }

    /// Whether a final response follows this one (RFC 9110, section 15.2).
    private var isInterim: Bool { 100...199 ~= status }

    /// Whether an answer with this status has a body and framing fields (RFC 9112, section 6.3).
    private var statusAllowsBody: Bool { !isInterim && status != 204 && status != 304 }

    private func appendStatusAndFields(to buffer: inout [UInt8], date: String) {
        buffer.append(contentsOf: StatusLine.bytesUpToDate(of: status))
        FieldRule.append(value: date, to: &buffer)
        buffer.append(contentsOf: "\r\n".utf8)
        headers.appendLines(to: &buffer)
    }

    /// Appends `Connection`, unless it is the version's default, and the empty line.
    ///
    /// RFC 9112, section 9.3.
    private func appendEnd(to buffer: inout [UInt8], version: Version, keepsAlive: Bool) {
        if !isInterim, !keepsAlive {
            buffer.append(contentsOf: "Connection: close\r\n".utf8)
        } else if !isInterim, version == .http10 {
            buffer.append(contentsOf: "Connection: keep-alive\r\n".utf8)
        }
        buffer.append(contentsOf: "\r\n".utf8)
    }
}

extension [UInt8] {
    /// Appends a number in decimal.
    fileprivate mutating func append(decimal number: UInt) {
        append(addingCapacity: 20) { $0.append(decimal: number) }
    }
}
