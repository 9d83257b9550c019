internal import Listener

/// The addresses that the server listens on.
enum ListeningAddresses {
    /// Binds the addresses; without hosts the loopback addresses.
    ///
    /// A missing ::1 is not an error then. With port 0 the system chooses a port for the first
    /// address, and the others use the same one. `::` after `0.0.0.0` may be missing too: so an
    /// image that listens on both also runs where IPv6 is off.
    static func bind(_ loop: EventLoop, hosts: [SocketAddress.Host], port: UInt16) throws(ListenError)
        -> [SocketAddress]
    {
        guard let first = hosts.first else { return try bindLoopback(loop, port: port) }
        var bound = [try loop.listen(on: SocketAddress(host: first, port: port))]
        for host in hosts.dropFirst() {
            do throws(ListenError) {
                bound.append(try loop.listen(on: SocketAddress(host: host, port: bound[0].port)))
            } catch {
                guard case .addressNotAvailable = error, host == .v6(0), first == .v4(0) else { throw error }
            }
        }
        return bound
    }

    private static let loopbackV4 = SocketAddress.Host.v4(0x7F00_0001)
    private static let loopbackV6 = SocketAddress.Host.v6(1)

    private static func bindLoopback(_ loop: EventLoop, port: UInt16) throws(ListenError) -> [SocketAddress] {
        let first = try loop.listen(on: SocketAddress(host: loopbackV4, port: port))
        do throws(ListenError) {
            return [first, try loop.listen(on: SocketAddress(host: loopbackV6, port: first.port))]
        } catch {
            if case .portInUse = error, port != 0 { throw error }
            return [first]
        }
    }
}
