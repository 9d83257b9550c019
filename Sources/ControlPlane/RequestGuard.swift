internal import Emulation
internal import HTTP
internal import JSON

/// Keeps foreign web pages and strangers from the control plane (design: "Security").
///
/// Loopback alone does not: a browser lets any page send requests to it, and a host name that a stranger controls can be made
/// to resolve to it.
package struct RequestGuard: Sendable {
    /// Host names that are let in besides IP addresses and `localhost`, in lower case.
    private let hosts: [String]
    private let token: String?

    /// Paths that a probe may ask without a token.
    private static let openPaths = ["/health", "/ready"]

    /// - Parameters:
    ///   - hosts: host names to let in besides IP addresses and `localhost`.
    ///   - token: what `Authorization: Bearer` must carry; nil asks for none.
    package init(hosts: [String] = [], token: String? = nil) {
        self.hosts = hosts.map { $0.lowercased() }
        self.token = token
    }

    /// Returns the answer that refuses a request, or nil when it may pass; the path is below the base path.
    func refusal(of request: Request, path: String) -> Response? {
        guard isKnown(host: request.host) else {
            return JSONErrorBody.response(
                403, "The control plane does not answer to this host name; name it with --control-host to allow it")
        }
        guard request.headers.values(of: "Origin").allSatisfy({ isOwn(origin: $0, host: request.headers["Host"]) })
        else {
            return JSONErrorBody.response(403, "The control plane does not answer to pages of another origin")
        }
        guard request.headers.values(of: "Sec-Fetch-Site").allSatisfy(["same-origin", "none"].contains) else {
            return JSONErrorBody.response(403, "The control plane does not answer to pages of another site")
        }
        guard isAuthorized(request) || Self.openPaths.contains(path) else {
            let headers: HeaderFields = ["WWW-Authenticate": "Bearer"]
            return JSONErrorBody.response(401, "The control token is missing or wrong", headers: headers)
        }
        guard request.body.isEmpty || isJSON(request.headers["Content-Type"]) else {
            return JSONErrorBody.response(415, "The body must be sent as Content-Type: application/json")
        }
        return nil
    }

    private func isKnown(host: String?) -> Bool {
        guard let host else { return false }
        return host == "localhost" || IPAddress.isIPAddress(host) || hosts.contains(host)
    }

    /// An origin is the control plane's own when it names the very host and port that was asked.
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
        guard let field = request.headers["Authorization"] else { return false }
        let scheme = "Bearer "
        guard String(field.prefix(scheme.count)).equalsIgnoringASCIICase(scheme) else { return false }
        return Self.equalInConstantTime(field.utf8.dropFirst(scheme.utf8.count), token.utf8)
    }

    /// Compares without telling by its duration how far the texts agree.
    private static func equalInConstantTime(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
