package import HTTP

/// The request fields of a contract that contain credentials, so that logs can redact them.
package struct SecretFields: Sendable {
    /// Names of header fields.
    package let headers: [String]
    /// Names of query items.
    package let query: [String]
    /// Names of path parameters.
    package let pathParameters: [String]
    /// Names of members of bodies, in requests and answers.
    package let members: [String]

    /// The number of characters of a credential that may be shown.
    private static let shownCharacterCount = 12

    package init(
        headers: [String] = [], query: [String] = [], pathParameters: [String] = [], members: [String] = []
    ) {
        self.headers = headers
        self.query = query
        self.pathParameters = pathParameters
        self.members = members
    }

    /// A credential cut to a short prefix.
    package static func redacted(_ credential: String) -> String {
        let shown = credential.count <= shownCharacterCount ? credential.count / 2 : shownCharacterCount
        return credential.prefix(shown) + "…"
    }

    /// The redacted credential of a request; nil without one.
    ///
    /// A scheme such as `Bearer` is not part of it.
    package func credential(of request: Request) -> String? {
        for name in headers {
            guard let value = request.headers[name], let token = value.split(separator: " ").last else { continue }
            return Self.redacted(String(token))
        }
        return nil
    }

    /// A request's path in which the values of secret parameters are redacted.
    package func redactedPath(_ path: String, of route: RouteDescription?) -> String {
        guard !pathParameters.isEmpty, let pattern = route?.pattern else { return path }
        var parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        // The pattern covers the path's last segments: a prefix of the contract may come before them.
        let end = parts.last == "" ? parts.count - 1 : parts.count
        for (part, segment) in zip(parts.indices[..<end].reversed(), pattern.segments.reversed()) {
            guard case .parameter(let name) = segment, pathParameters.contains(name) else { continue }
            parts[part] = Self.redacted(parts[part])
        }
        return parts.joined(separator: "/")
    }
}
