internal import Listener

/// An address that the server listens on.
struct ListenHost: Hashable {
    let host: SocketAddress.Host
    /// Whether the server starts without it on a machine that does not have it.
    let isOptional: Bool

    private static let loopbackV4 = SocketAddress.Host.v4(0x7F00_0001)
    private static let loopbackV6 = SocketAddress.Host.v6(1)

    /// `localhost`: 127.0.0.1, and ::1 on a machine that has it.
    static let localhost = [
        ListenHost(host: loopbackV4, isOptional: false),
        ListenHost(host: loopbackV6, isOptional: true),
    ]

    /// The addresses of `--host`, each once; without the option, those of `localhost`.
    ///
    /// `::` after `0.0.0.0` is optional, so that an image that listens on both runs without IPv6.
    static func all(_ options: ParsedOptions) throws(Failure) -> [ListenHost] {
        var hosts: [ListenHost] = []
        for text in options.all("host") {
            if text.lowercased() == "localhost" {
                for host in localhost where !hosts.contains(where: { $0.host == host.host }) {
                    hosts.append(host)
                }
                continue
            }
            guard let address = SocketAddress(host: text, port: 0) else {
                throw options.refusal(
                    of: "host", value: text, expected: "an IP address or localhost")
            }
            let isOptional = address.host == .v6(0) && hosts.first?.host == .v4(0)
            hosts.removeAll { $0.host == address.host && $0.isOptional }
            guard !hosts.contains(where: { $0.host == address.host }) else { continue }
            hosts.append(ListenHost(host: address.host, isOptional: isOptional))
        }
        return hosts.isEmpty ? localhost : hosts
    }

    /// The address at which this machine reaches the server; a wildcard is replaced by loopback.
    static func reachable(_ address: SocketAddress) -> SocketAddress {
        switch address.host {
        case .v4(0): SocketAddress(host: loopbackV4, port: address.port)
        case .v6(0): SocketAddress(host: loopbackV6, port: address.port)
        default: address
        }
    }
}
