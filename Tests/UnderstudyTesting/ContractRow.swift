internal import HTTP

/// One row of a contract's table: a request and the answer to the letter.
package struct ContractRow: Sendable, CustomStringConvertible {
    package let name: String
    package let wire: Wire
    package let status: Int
    package let body: String
    /// Fields that the answer must have with these values; a value of nil means that the field must not be there.
    package let headers: [String: String?]

    package init(
        _ name: String, _ wire: Wire, _ status: Int, _ body: String, headers: [String: String?] = [:]
    ) {
        self.name = name
        self.wire = wire
        self.status = status
        self.body = body
        self.headers = headers
    }

    package var description: String { name }

    /// Returns what a reply has otherwise than the row, a sentence each; none when it is as documented.
    package func differences(from reply: Reply) -> [String] {
        var found: [String] = []
        if reply.status != status { found.append("status is \(reply.status), expected \(status)") }
        if reply.body != body { found.append("body is \(reply.body), expected \(body)") }
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) where reply.headers[name] != value {
            found.append("\(name) is \(reply.headers[name] ?? "absent"), expected \(value ?? "none")")
        }
        // The vendors send none, although RFC 9110, section 15.5.2, asks for it.
        if status == 401, let field = reply.headers["WWW-Authenticate"] {
            found.append("WWW-Authenticate is \(field), expected none")
        }
        return found
    }
}
