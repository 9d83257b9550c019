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

    /// Makes the message: the fields that stand in each answer of whoever gives it come before the answer's own.
    package func response(_ common: CommonHeaders) -> Response {
        var fields = body == nil ? common.withoutBody : common.withBody
        fields.append(contentsOf: headers)
        return Response(status: status, headers: fields, body: body ?? [])
    }
}
