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
    private static let openPaths = ["/health", "/ready"]

    /// - Parameters:
    ///   - hosts: allowed host names besides IP addresses and `localhost`.
    ///   - token: the required value of `Authorization: Bearer`; nil requires none.
    package init(hosts: [String] = [], token: String? = nil) {
        self.hosts = hosts.map { $0.lowercased() }
        self.token = token
    }

    /// Checks whether a request is allowed.
    ///
    /// - Parameters:
    ///   - request: the request.
    ///   - path: its path without the base path.
    /// - Returns: the answer that refuses the request; nil if it is allowed.
    func refusal(of request: Request, path: String) -> Response? {
        guard isKnown(host: request.host) else {
            return JSONErrorBody.response(
                403, "The control plane does not answer to this host name; allow it as a control host")
        }
        guard request.headers.values(of: .origin).allSatisfy({ isOwn(origin: $0, host: request.headers[.host]) })
        else {
            return JSONErrorBody.response(403, "Cross-origin requests are not allowed in the control plane")
        }
        guard request.headers.values(of: .secFetchSite).allSatisfy(["same-origin", "none"].contains) else {
            return JSONErrorBody.response(403, "Cross-site requests are not allowed in the control plane")
        }
        guard isAuthorized(request) || Self.openPaths.contains(path) else {
            let headers: HeaderFields = [.wwwAuthenticate: "Bearer"]
            return JSONErrorBody.response(401, "The control token is missing or wrong", headers: headers)
        }
        guard request.body.isEmpty || isJSON(request.headers[.contentType]) else {
            return JSONErrorBody.response(415, "The body must be sent as Content-Type: application/json")
        }
        return nil
    }

    private func isKnown(host: String?) -> Bool {
        guard let host else { return false }
        return host == "localhost" || IPAddress.isIPAddress(host) || hosts.contains(host)
    }

    /// Whether an origin has the host and port of the request itself.
    private func isOwn(origin: String, host: String?) -> Bool {
        guard let host else { return false }
        return origin.equalsIgnoringASCIICase("http://" + host) || origin.equalsIgnoringASCIICase("https://" + host)
    }

    private func isJSON(_ contentType: String?) -> Bool {
        guard let mediaType = contentType?.split(separator: ";", omittingEmptySubsequences: false).first else {
            return false
        }
        return String(mediaType).trimmed.equalsIgnoringASCIICase("application/json")
    }

    private func isAuthorized(_ request: Request) -> Bool {
        guard let token else { return true }
        guard let field = request.headers[.authorization] else { return false }
        let scheme = "Bearer "
        guard String(field.prefix(scheme.count)).equalsIgnoringASCIICase(scheme) else { return false }
        return Self.equalInConstantTime(field.utf8.dropFirst(scheme.utf8.count), token.utf8)
    }

    /// Constant-time comparison.
    private static func equalInConstantTime(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
