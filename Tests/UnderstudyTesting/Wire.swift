package import HTTP

/// A request as a test writes it: the request line without the version, fields as they are sent, the body's text.
package struct Wire: Sendable, CustomStringConvertible {
    package var line: String
    package var fields: [String]
    package var body: String

    package init(_ line: String, _ fields: [String] = [], body: String = "") {
        self.line = line
        self.fields = fields
        self.body = body
    }

    package var description: String { line + fields.map { " | " + $0 }.joined() + (body.isEmpty ? "" : " | " + body) }

    /// The bytes of the request in HTTP/1.1; `Host` and the length are filled in.
    package var bytes: [UInt8] {
        let host = fields.contains { $0.lowercased().hasPrefix("host:") } ? [] : ["Host: localhost"]
        let length = body.isEmpty ? [] : ["Content-Length: \(body.utf8.count)"]
        let head = ["\(line) HTTP/1.1"] + host + fields + length
        return Array((head.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
    }

    /// What the parser makes of those bytes.
    package func request(limits: RequestParser.Limits = RequestParser.Limits()) throws(RequestFailure) -> Request {
        var parser = RequestParser(limits: limits)
        parser.append(bytes.span)
        while true {
            switch try parser.next() {
            case .request: return parser.takeRequest()
            case .expectsContinue, .head: continue
            case .needsMoreBytes:
                throw RequestFailure(status: 400, reason: "The test's request is not complete.", head: nil)
            }
        }
    }
}
