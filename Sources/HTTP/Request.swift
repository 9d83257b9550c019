/// A complete request message (RFC 9112, section 2.1).
package struct Request: Sendable, Equatable {
    package var method: Method
    /// The request target as it was sent: origin form, absolute form or `*` (RFC 9112, section 3.2).
    package var target: String
    /// The target's path, still percent-encoded: `/…`, or `*` for the asterisk form.
    package var path: String
    /// The part of the target after the first `?`, still percent-encoded; nil without one.
    package var query: String?
    /// The requested host in lower case without the port; nil only in HTTP/1.0 without `Host`.
    ///
    /// From the absolute form, otherwise from the `Host` field.
    package var host: String?
    package var version: Version
    package var headers: HeaderFields
    package var body: [UInt8]
    /// The trailer fields of a chunked body (RFC 9112, section 7.1.2).
    package var trailers: HeaderFields
    /// Whether the client allows further requests on the connection (RFC 9112, section 9.3).
    package var keepsAlive: Bool

    /// The host and port as they were sent: of the absolute form, otherwise of the `Host` field.
    ///
    /// RFC 9112, section 3.3; user information is never part of it.
    package var authority: String? {
        let scheme = "http://"
        let start = target.utf8.prefix(scheme.utf8.count)
        guard String(Substring(start)).equalsIgnoringASCIICase(scheme) else {
            return headers[.host]
        }
        let end = target.utf8[start.endIndex...].firstIndex {
            $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?")
        }
        return String(target[start.endIndex..<(end ?? target.endIndex)])
    }

    package init(
        method: Method, target: String, path: String, query: String? = nil, host: String? = nil,
        version: Version = .http11, headers: HeaderFields = HeaderFields(), body: [UInt8] = [],
        trailers: HeaderFields = HeaderFields(), keepsAlive: Bool = true
    ) {
        self.method = method
        self.target = target
        self.path = path
        self.query = query
        self.host = host
        self.version = version
        self.headers = headers
        self.body = body
        self.trailers = trailers
        self.keepsAlive = keepsAlive
    }
}
