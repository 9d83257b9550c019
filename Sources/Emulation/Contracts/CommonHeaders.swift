package import HTTP

/// The header fields of each answer of a contract, serialized once.
package struct CommonHeaders: Sendable {
    let withBody: HeaderFields
    let withoutBody: HeaderFields

    /// - Parameter fields: the service's own; answers with a body also have `Content-Type`.
    package init(_ fields: HeaderFields = [:]) {
        withoutBody = fields
        var all: HeaderFields = [.contentType: "application/json"]
        all.append(contentsOf: fields)
        withBody = all
    }
}
