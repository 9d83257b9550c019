package import HTTP
package import JSON

/// What an operation answers when it does not refuse; the service adds what stands in each of its answers.
package struct Answer: Sendable {
    package var status: Int
    /// The text of the body in JSON; nil for an answer without one.
    package var body: [UInt8]?
    package var headers: HeaderFields

    /// Makes an answer whose body is sent as compact JSON; nil for one without a body.
    package init(_ status: Int, _ body: JSONValue?, headers: HeaderFields = [:]) {
        self.init(status, text: body?.bytes, headers: headers)
    }

    /// Makes an answer of JSON that was written already; nil for one without a body.
    package init(_ status: Int, text: [UInt8]?, headers: HeaderFields = [:]) {
        self.status = status
        body = text
        self.headers = headers
    }

    /// Room for the fields of most answers with those that a service adds.
    private static let fieldCountUsual = 6

    /// The answer as a message.
    package var response: Response {
        guard let body else { return Response(status: status, headers: headers) }
        var fields = HeaderFields()
        fields.reserveCapacity(Self.fieldCountUsual)
        fields.append("Content-Type", "application/json")
        fields.append(contentsOf: headers)
        return Response(status: status, headers: fields, body: body)
    }
}
