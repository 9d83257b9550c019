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
        buffer.append(addingCapacity: headBytesMax(date: date)) { output in
            appendStatusAndFields(to: &output, date: date)
            if statusAllowsBody {
                output.append(text: "Content-Length: ")
                output.append(decimal: UInt(body.count))
                output.append(text: "\r\n")
            }
            appendEnd(to: &output, version: version, keepsAlive: keepsAlive)
        }
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
        buffer.append(addingCapacity: headBytesMax(date: date)) { output in
            appendStatusAndFields(to: &output, date: date)
            if statusAllowsBody, isChunked { output.append(text: "Transfer-Encoding: chunked\r\n") }
            appendEnd(to: &output, version: version, keepsAlive: keepsAlive && !endsByClose)
        }
    }

    /// Whether the status tells of an answer that is still to come (RFC 9110, section 15.2).
    private var isInterim: Bool { 100...199 ~= status }

    /// Whether an answer with this status has a body and fields that frame it (RFC 9112, section 6.3).
    private var statusAllowsBody: Bool { !isInterim && status != 204 && status != 304 }

    /// Returns more bytes than the head can need.
    private func headBytesMax(date: String) -> Int {
        let writersBytesMax = 256
        return headers.fields.reduce(writersBytesMax + date.utf8.count) { sum, field in
            sum + field.name.utf8.count + field.value.utf8.count + 4
        }
    }

    private func appendStatusAndFields(to output: inout OutputSpan<UInt8>, date: String) {
        output.append(text: "HTTP/1.1 ")
        output.append(decimal: status.magnitude, width: 3)
        output.append(text: " ")
        output.append(text: ReasonPhrase.text(of: status))
        output.append(text: "\r\nDate: ")
        output.append(fieldValue: date)
        output.append(text: "\r\n")
        for field in headers.fields { output.append(field: field) }
    }

    /// Appends `Connection` where the version's default is the other one, and the empty line (RFC 9112, section 9.3).
    private func appendEnd(to output: inout OutputSpan<UInt8>, version: Version, keepsAlive: Bool) {
        if !isInterim, !keepsAlive {
            output.append(text: "Connection: close\r\n")
        } else if !isInterim, version == .http10 {
            output.append(text: "Connection: keep-alive\r\n")
        }
        output.append(text: "\r\n")
    }
}

extension OutputSpan<UInt8> {
    /// Appends a field line, unless the name is no token or is one that the writer alone may send.
    fileprivate mutating func append(field: HeaderFields.Field) {
        let name = field.name.utf8Span.span
        guard name.isToken, !name.isFieldOfTheWriter else { return }
        append(copying: name)
        append(text: ": ")
        append(fieldValue: field.value)
        append(text: "\r\n")
    }

    /// Appends a value without CR, LF and NUL, which would let it end the line or the head (RFC 9110, section 5.5).
    fileprivate mutating func append(fieldValue value: String) {
        let bytes = value.utf8Span.span
        for index in bytes.indices where !bytes[index].endsFieldValue { append(bytes[index]) }
    }
}

extension Span<UInt8> {
    fileprivate var isToken: Bool {
        for index in indices where !self[index].isToken { return false }
        return !isEmpty
    }

    /// Whether the name is of a field that frames the message or that the writer sends by itself.
    fileprivate var isFieldOfTheWriter: Bool {
        switch count {
        case 4: equalsIgnoringASCIICase("date")
        case 10: equalsIgnoringASCIICase("connection")
        case 14: equalsIgnoringASCIICase("content-length")
        case 17: equalsIgnoringASCIICase("transfer-encoding")
        default: false
        }
    }
}

extension UInt8 {
    fileprivate var endsFieldValue: Bool { self == .carriageReturn || self == .lineFeed || self == 0 }
}
