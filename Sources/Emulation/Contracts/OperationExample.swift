package import HTTP
package import JSON

/// A request that an operation answers with success in the world of the demo seed.
///
/// For documents: the example of the request, and what its answer looks like.
package struct OperationExample: Sendable {
    /// The operation's name.
    package let operation: String
    /// Tells several examples of an operation apart.
    package let name: String
    /// The operation whose example is performed before; its answer fills in the parts in braces.
    package let previous: String?
    package let body: JSONObject?
    private let method: HTTP.Method
    private let target: String
    private let headers: HeaderFields

    /// - Parameters:
    ///   - operation: the operation's name.
    ///   - method: the method.
    ///   - target: the path and query; a part in braces is a member of the answer to `previous`.
    ///   - key: the header field with the key; nil where none is needed.
    ///   - body: the members of the body; nil for none.
    ///   - name: tells several examples of an operation apart.
    ///   - previous: the operation whose example is performed before.
    package init(
        _ operation: String, _ method: HTTP.Method, _ target: String,
        key: (name: String, value: String)? = nil, body: JSONObject? = nil,
        name: String = "example",
        after previous: String? = nil
    ) {
        self.operation = operation
        self.name = name
        self.previous = previous
        self.body = body
        self.method = method
        self.target = target
        var headers: HeaderFields = body == nil ? [:] : [.contentType: "application/json"]
        if let key { headers.append(key.name, key.value) }
        self.headers = headers
    }

    /// Makes the request; `answer` is that to the request before.
    package func request(after answer: JSONValue? = nil) -> Request {
        let target = Self.filled(target, from: answer)
        let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
        return Request(
            method: method, target: target, path: parts[0], query: parts.count > 1 ? parts[1] : nil,
            headers: headers, body: body.map { JSONValue.object($0).bytes } ?? [])
    }

    private static func filled(_ target: String, from answer: JSONValue?) -> String {
        guard let answer else { return target }
        return target.split(separator: "{", omittingEmptySubsequences: false).map { part in
            let pieces = part.split(separator: "}", maxSplits: 1, omittingEmptySubsequences: false)
            guard pieces.count == 2 else { return String(part) }
            let value = pieces[0].split(separator: ".").reduce(Optional(answer)) { $0?[String($1)] }
            return (value?.string ?? "") + String(pieces[1])
        }.joined()
    }
}
