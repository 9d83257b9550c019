internal import Listener

/// Binding the addresses that the server listens on.
enum ListeningAddresses {
    /// Binds the addresses.
    ///
    /// With port 0 the system chooses a port for the first address, and the others use the same
    /// one. `::` accepts IPv4 too, unless an IPv4 address is bound besides.
    static func bind(_ loop: EventLoop, hosts: [ListenHost], port: UInt16) throws(ListenError)
        -> [SocketAddress]
    {
        var bound: [SocketAddress] = []
        let acceptsBoth = !hosts.contains { if case .v4 = $0.host { true } else { false } }
        for host in hosts {
            let address = SocketAddress(host: host.host, port: bound.first?.port ?? port)
            do throws(ListenError) {
                bound.append(try loop.listen(on: address, acceptsBothFamilies: acceptsBoth))
            } catch {
                guard host.isOptional else { throw error }
                if case .portInUse = error, port != 0 { throw error }
            }
        }
        return bound
    }
}
