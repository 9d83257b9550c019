internal import Emulation
internal import Listener
internal import Persistence

/// The address and path of a health check: `http://<IP address or localhost>[:port][/path]`.
struct HealthURL: Equatable {
    static let pathDefault = "/_understudy/health"

    let address: SocketAddress
    let path: String

    /// Reads the option `url`; nil without it.
    init?(_ options: ParsedOptions) throws(Failure) {
        guard let text = options.value("url") else { return nil }
        guard let url = Self(text) else {
            throw options.refusal(
                of: "url", expected: "http://, an IP address or localhost, and a port")
        }
        self = url
    }

    /// The health of the server that runs in this environment.
    ///
    /// Its URL is in the ready file if there is one. Otherwise it follows from the variables and, in
    /// a container, from the arguments of the first process, if that is the server.
    init(ofServerIn environment: [String: String]) throws(Failure) {
        let words = Self.argumentsOfFirstProcess
        let options: ParsedOptions
        if let found = try? ParsedOptions(words, known: OptionTable.serve, environment: environment) {
            options = found
        } else {
            options = try ParsedOptions([], known: OptionTable.serve, environment: environment)
        }
        if let file = options.value("ready-file"), let bytes = try? File.read(file),
            let url = Self(String(decoding: bytes, as: UTF8.self).trimmed)
        {
            self = url
        } else {
            let host = try ListenHost.all(options)[0].host
            address = ListenHost.reachable(
                SocketAddress(host: host, port: try ServeOptions.port(options)))
            path = Self.pathDefault
        }
    }

    /// The arguments of the process with the id 1, if it runs this program; otherwise none.
    private static var argumentsOfFirstProcess: [String] {
        guard let bytes = try? File.read("/proc/1/cmdline"), let own = StartWords.arguments.first
        else { return [] }
        let words = bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast()
            .map { String(decoding: $0, as: UTF8.self) }
        guard let first = words.first, fileName(first) == fileName(own) else { return [] }
        return Array(words.dropFirst())
    }

    private static func fileName(_ path: String) -> Substring? {
        path.split(separator: "/").last
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
