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

    /// The literal segments of paths after which a secret parameter follows.
    private var namesBeforeSecrets: [String] = []

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
        // Most are ASCII, whose characters need not be told apart.
        if credential.utf8Span.isKnownASCII || credential.utf8.allSatisfy({ $0 < 0x80 }) {
            let count = credential.utf8.count
            let shown = count <= shownCharacterCount ? count / 2 : shownCharacterCount
            return String(Substring(credential.utf8.prefix(shown))) + "…"
        }
        let shown = credential.count <= shownCharacterCount ? credential.count / 2 : shownCharacterCount
        return credential.prefix(shown) + "…"
    }

    /// The redacted credential of a request; nil without one.
    ///
    /// A scheme such as `Bearer` is not part of it.
    package func credential(of request: Request) -> String? {
        token(of: request).map(Self.redacted)
    }

    /// Whether a request has a credential, which is given in full or as logs show it.
    package func hasCredential(_ credential: String, in request: Request) -> Bool {
        token(of: request).map { $0 == credential || Self.redacted($0) == credential } ?? false
    }

    /// The whole credential of a request; nil without one.
    func token(of request: Request) -> String? {
        for name in headers {
            let parts = request.headers[name]?.utf8.split(separator: UInt8(ascii: " "))
            guard let token = parts?.last else { continue }
            return String(Substring(token))
        }
        return nil
    }

    /// These fields, with the paths of routes in which a secret parameter follows a literal segment.
    func on(_ routes: [RouteDescription]) -> SecretFields {
        var secrets = self
        for segments in routes.map(\.pattern.segments) {
            for (before, segment) in zip(segments, segments.dropFirst()) {
                guard case .literal(let name) = before, case .parameter(let parameter) = segment else { continue }
                if pathParameters.contains(parameter) { secrets.namesBeforeSecrets.append(name) }
            }
        }
        return secrets
    }

    /// A request's path in which the values of secret parameters are redacted.
    ///
    /// Without a route, which is a path or method that does not exist, whatever follows the same
    /// literal segment as a secret parameter is redacted.
    package func redactedPath(_ path: String, of route: RouteDescription?) -> String {
        guard !pathParameters.isEmpty else { return path }
        var parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard let pattern = route?.pattern else {
            guard let start = parts.firstIndex(where: isBeforeSecret) else { return path }
            for part in parts.indices[(start + 1)...] where !parts[part].isEmpty {
                parts[part] = Self.redacted(parts[part])
            }
            return parts.joined(separator: "/")
        }
        // The pattern covers the path's last segments: a prefix of the contract may come before them.
        let end = parts.last == "" ? parts.count - 1 : parts.count
        for (part, segment) in zip(parts.indices[..<end].reversed(), pattern.segments.reversed()) {
            guard case .parameter(let name) = segment, pathParameters.contains(name) else { continue }
            parts[part] = Self.redacted(parts[part])
        }
        return parts.joined(separator: "/")
    }

    private func isBeforeSecret(_ segment: String) -> Bool {
        namesBeforeSecrets.contains(PercentEncoding.decode(Substring(segment)) ?? segment)
    }
}
