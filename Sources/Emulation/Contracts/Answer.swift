package import HTTP
package import JSON

/// An answer before the contract's common header fields are added.
@usableFromInline
package struct Answer {
    package var status: Int
    /// The body, which is JSON text; nil for an answer without a body.
    package var body: ResponseBody?
    package var headers: HeaderFields
    /// The type of the body; nil unless the answer was made to learn it.
    package private(set) var type: FieldType?

    /// Makes an answer with a JSON body; nil for one without a body.
    package init(_ status: Int, _ body: JSONValue?, headers: HeaderFields = [:]) {
        self.init(status, text: body?.bytes, headers: headers)
    }

    /// Makes an answer from JSON text; nil for one without a body.
    package init(_ status: Int, text: [UInt8]?, headers: HeaderFields = [:]) {
        self.status = status
        body = text.map(ResponseBody.bytes)
        self.headers = headers
    }

    /// Makes an answer from an object or a list; a long `LazyList` in it is written while it is sent.
    @inlinable
    package init(_ status: Int, _ value: some AnswerValue, _ form: AnswerForm = .text) {
        switch form {
        case .text:
            var writer = ObjectWriter()
            value.write(to: &writer)
            self.init(status, written: writer)
        case .type: self.init(status, type: value.fieldType)
        }
    }

    @usableFromInline
    init(_ status: Int, type: FieldType) {
        self.init(status, nil)
        self.type = type
    }

    @usableFromInline
    init(_ status: Int, written writer: consuming ObjectWriter) {
        self.status = status
        body = writer.body()
        headers = [:]
    }

    /// Makes the message: common headers first, then the answer's own.
    package func response(_ common: CommonHeaders) -> Response {
        var fields = body == nil ? common.withoutBody : common.withBody
        fields.append(contentsOf: headers)
        return Response(status: status, headers: fields, body: body ?? .bytes([]))
    }
}

/// What is made of a result: the text for clients, or only its type for the OpenAPI document.
@usableFromInline
package enum AnswerForm: Sendable {
    case text
    case type
}
