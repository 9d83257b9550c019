package import HTTP
package import JSON

/// An answer before the contract's common header fields are added.
@usableFromInline
package struct Answer: Sendable {
    package var status: Int
    /// The body's JSON text; nil for an answer without a body.
    package var body: [UInt8]?
    package var headers: HeaderFields

    /// Makes an answer with a JSON body; nil for one without a body.
    package init(_ status: Int, _ body: JSONValue?, headers: HeaderFields = [:]) {
        self.init(status, text: body?.bytes, headers: headers)
    }

    /// Makes an answer from JSON text; nil for one without a body.
    package init(_ status: Int, text: [UInt8]?, headers: HeaderFields = [:]) {
        self.status = status
        body = text
        self.headers = headers
    }

    /// Makes an answer from an object or a list.
    @inlinable
    package init(_ status: Int, _ value: some AnswerValue) {
        var writer = ObjectWriter()
        value.write(to: &writer)
        self.init(status, written: writer.bytes)
    }

    @usableFromInline
    init(_ status: Int, written text: [UInt8]) {
        self.init(status, text: text)
    }

    /// Makes the message: common headers first, then the answer's own.
    package func response(_ common: CommonHeaders) -> Response {
        var fields = body == nil ? common.withoutBody : common.withBody
        fields.append(contentsOf: headers)
        return Response(status: status, headers: fields, body: body ?? [])
    }
}
