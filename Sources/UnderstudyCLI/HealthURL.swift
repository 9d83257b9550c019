internal import Listener

/// The address and path of a health check: `http://<IP address or localhost>[:port][/path]`.
struct HealthURL: Equatable {
    static let pathDefault = "/_understudy/health"

    let address: SocketAddress
    let path: String

    /// Reads the option `url`; the default URL has the port of `UNDERSTUDY_PORT`.
    init(_ options: ParsedOptions, environment: [String: String]) throws(Failure) {
        let port = environment["UNDERSTUDY_PORT"].flatMap(UInt16.init) ?? ServeOptions.portDefault
        let text = options.value("url") ?? "http://127.0.0.1:\(port)\(Self.pathDefault)"
        guard let url = Self(text) else {
            throw options.refusal(of: "url", expected: "http://, an IP address or localhost, and a port")
        }
        self = url
    }

    private init?(_ text: String) {
        let scheme = "http://"
        guard text.hasPrefix(scheme) else { return nil }
        let rest = text.dropFirst(scheme.count)
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        let authority = rest[..<slash]
        let hostEnd =
            authority.lastIndex(of: "]").map(authority.index(after:))
            ?? authority.lastIndex(of: ":") ?? authority.endIndex
        let portText = authority[hostEnd...].dropFirst()
        guard let port = hostEnd == authority.endIndex ? 80 : UInt16(portText),
            let address = SocketAddress(host: String(authority[..<hostEnd]), port: port)
        else { return nil }
        self.address = address
        path = slash == rest.endIndex ? Self.pathDefault : String(rest[slash...])
    }
}
