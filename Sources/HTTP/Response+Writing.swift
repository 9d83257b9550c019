/// Responses as bytes on the wire (RFC 9112, sections 4 to 6 and 9).
///
/// The status line always says HTTP/1.1, the highest version of this server, to an HTTP/1.0 client too
/// (RFC 9110, section 2.5); what differs by the client's version is how the message ends.
extension Response {
    /// Appends the whole message; a body is left out where the method or the status has none.
    ///
    /// - Parameters:
    ///   - buffer: What is to be sent; the message goes behind what is there.
    ///   - method: The method of the request, as an answer to `HEAD` has no body but the fields of one.
    ///   - version: The version of the request.
    ///   - keepsAlive: Whether the connection lives on after this answer.
    ///   - date: The value of `Date` (see `HTTPDate`).
    package func append(
        to buffer: inout [UInt8], method: Method, version: Version, keepsAlive: Bool, date: String
    ) {
        appendStatusAndFields(to: &buffer, date: date)
        if statusAllowsBody {
            buffer.append(contentsOf: "Content-Length: ".utf8)
            buffer.append(decimal: UInt(body.count))
            buffer.append(contentsOf: "\r\n".utf8)
        }
        appendEnd(to: &buffer, version: version, keepsAlive: keepsAlive)
        if statusAllowsBody, method != .head { buffer.append(contentsOf: body) }
    }

    /// Appends a head whose body follows in pieces; `body` is not looked at.
    ///
    /// For HTTP/1.1 the pieces go through `ChunkedEncoding`, which also ends them; an HTTP/1.0 client gets them plain
    /// and knows the end by the closing of the connection (RFC 9112, section 6.3), so that it is never kept alive.
    package func appendStreamHead(
        to buffer: inout [UInt8], method: Method, version: Version, keepsAlive: Bool, date: String
    ) {
        let isChunked = version == .http11
        let endsByClose = statusAllowsBody && method != .head && !isChunked
        appendStatusAndFields(to: &buffer, date: date)
        if statusAllowsBody, isChunked { buffer.append(contentsOf: "Transfer-Encoding: chunked\r\n".utf8) }
        appendEnd(to: &buffer, version: version, keepsAlive: keepsAlive && !endsByClose)
    }

    /// Whether the status tells of an answer that is still to come (RFC 9110, section 15.2).
    private var isInterim: Bool { 100...199 ~= status }

    /// Whether an answer with this status has a body and fields that frame it (RFC 9112, section 6.3).
    private var statusAllowsBody: Bool { !isInterim && status != 204 && status != 304 }

    private func appendStatusAndFields(to buffer: inout [UInt8], date: String) {
        buffer.append(contentsOf: StatusLine.bytes(of: status))
        buffer.append(contentsOf: "Date: ".utf8)
        FieldRule.append(value: date, to: &buffer)
        buffer.append(contentsOf: "\r\n".utf8)
        headers.appendLines(to: &buffer)
    }

    /// Appends `Connection` where the version's default is the other one, and the empty line (RFC 9112, section 9.3).
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
