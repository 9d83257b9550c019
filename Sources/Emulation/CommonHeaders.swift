package import HTTP

/// The fields that stand in each answer of a service, put together once.
package struct CommonHeaders: Sendable {
    let withBody: HeaderFields
    let withoutBody: HeaderFields

    /// - Parameter fields: the service's own; an answer with a body says that it is JSON besides.
    package init(_ fields: HeaderFields = [:]) {
        withoutBody = fields
        var all: HeaderFields = ["Content-Type": "application/json"]
        all.append(contentsOf: fields)
        withBody = all
    }
}
