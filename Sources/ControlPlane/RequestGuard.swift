internal import Emulation
internal import HTTP
internal import JSON

/// Refuses control plane requests of foreign web pages and unauthorized clients.
///
/// Listening on loopback only is not enough: a browser allows any page to send requests to it, and
/// an attacker can make a host name resolve to it (DNS rebinding).
package struct RequestGuard: Sendable {
    /// Allowed host names besides IP addresses and `localhost`, in lower case.
    private let hosts: [String]
    private let token: String?

    /// Paths that a health probe may request without a token.
    static let probePaths = ["/health", "/ready"]

    /// - Parameters:
    ///   - hosts: allowed host names besides IP addresses and `localhost`.
    ///   - token: the required value of `Authorization: Bearer`; nil requires none.
    package init(hosts: [String] = [], token: String? = nil) {
        self.hosts = hosts.map { name in
            let name = name.lowercased()
            return name.hasSuffix(".") ? String(name.dropLast()) : name
        }
        self.token = token
    }

    /// Checks whether a request is allowed.
    ///
    /// Probes ask for health under the name of the container or of its host, which nobody can list
    /// beforehand. So those paths answer to any host; they reveal nothing and change nothing.
    ///
    /// - Parameters:
    ///   - request: the request.
    ///   - path: its path without the base path.
    /// - Returns: why the request is refused; nil if it is allowed.
    func refusal(of request: Request, path: String) -> ControlRefusal? {
        let isOpen = Self.probePaths.contains(path)
        guard isOpen || isKnown(host: request.host) else { return .unknownHost }
        guard request.headers.values(of: .origin).allSatisfy({ isOwn(origin: $0, of: request) })
        else {
            return .foreignOrigin
        }
        guard
            request.headers.values(of: .secFetchSite).allSatisfy(["same-origin", "none"].contains)
        else {
            return .foreignSite
        }
        guard isOpen || isAuthorized(request) else { return .wrongToken }
        guard request.body.isEmpty || isJSON(request.headers[.contentType]) else { return .noJSON }
        return nil
    }

    /// Names below `localhost` are the machine's own too (RFC 6761, section 6.3).
    private func isKnown(host: String?) -> Bool {
        guard let host else { return false }
        return host == "localhost" || host.hasSuffix(".localhost") || IPAddress.isIPAddress(host)
            || hosts.contains(host)
    }

    /// Whether an origin has the host and port of the request itself.
    private func isOwn(origin: String, of request: Request) -> Bool {
        guard let authority = request.authority else { return false }
        return origin.equalsIgnoringASCIICase("http://" + authority)
            || origin.equalsIgnoringASCIICase("https://" + authority)
    }

    private func isJSON(_ contentType: String?) -> Bool {
        guard
            let mediaType = contentType?.split(separator: ";", omittingEmptySubsequences: false)
                .first
        else {
            return false
        }
        return String(mediaType).trimmed.equalsIgnoringASCIICase("application/json")
    }

    private func isAuthorized(_ request: Request) -> Bool {
        guard let token else { return true }
        guard let field = request.headers[.authorization] else { return false }
        let scheme = "Bearer "
        guard String(field.prefix(scheme.count)).equalsIgnoringASCIICase(scheme) else {
            return false
        }
        return Self.equalInConstantTime(field.utf8.dropFirst(scheme.utf8.count), token.utf8)
    }

    /// Constant-time comparison.
    private static func equalInConstantTime(
        _ left: some Collection<UInt8>, _ right: some Collection<UInt8>
    ) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension ControlRefusal {
    /// The answer.
    func response(to request: Request) -> Response {
        switch self {
        case .unknownHost:
            JSONErrorBody.response(
                403,
                "The control plane does not answer to this host name; allow it as a control host")
        case .foreignOrigin:
            JSONErrorBody.response(
                403, "Cross-origin requests are not allowed in the control plane")
        case .foreignSite:
            JSONErrorBody.response(403, "Cross-site requests are not allowed in the control plane")
        case .wrongToken:
            JSONErrorBody.response(
                401, "The control token is missing or wrong", headers: [.wwwAuthenticate: "Bearer"])
        case .noJSON:
            ControlError(
                415, field: "Content-Type", request.headers[.contentType],
                expected: "application/json"
            ).response
        }
    }
}
