internal import CLinux
internal import Glibc

/// A listening socket.
final class Acceptor {
    /// The result of one `accept`.
    enum Accepted: ~Copyable {
        case connection(Descriptor, peer: SocketAddress)
        case none
        /// There is no free descriptor or memory for now, or the network is down.
        case refused
    }

    /// The number of connections that the kernel completes before the loop accepts them.
    private static let backlog: Int32 = 4_096

    let descriptor: Descriptor
    /// The bound address, with the actual port.
    let address: SocketAddress

    /// Binds and listens.
    init(on wanted: SocketAddress, acceptsBothFamilies: Bool = false) throws(ListenError) {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        descriptor = Descriptor(
            owning: try Self.check("socket", socket(wanted.family, type, 0), for: wanted))
        descriptor.setOption(level: SOL_SOCKET, name: SO_REUSEADDR, value: Int32(1))
        if case .v6 = wanted.host {
            descriptor.setOption(
                level: Int32(IPPROTO_IPV6), name: IPV6_V6ONLY,
                value: Int32(acceptsBothFamilies ? 0 : 1))
        }
        let number = descriptor.number
        let bound = unsafe wanted.withSystemAddress { unsafe bind(number, $0, $1) }
        _ = try Self.check("bind", bound, for: wanted)
        _ = try Self.check("listen", Glibc.listen(number, Self.backlog), for: wanted)
        let chosen = unsafe SocketAddress.fromSystem { unsafe getsockname(number, $0, $1) == 0 }
        address = chosen ?? wanted
    }

    /// Whether a connection can be accepted.
    var hasWaitingClient: Bool {
        var state = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&state, 1, 0) == 1
    }

    /// Accepts the next waiting connection.
    func accept() -> Accepted {
        while true {
            var number: Int32 = -1
            let flags = Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
            let peer = unsafe SocketAddress.fromSystem { address, byteCount in
                number = unsafe accept4(descriptor.number, address, byteCount, flags)
                return number >= 0
            }
            if number >= 0 { return .connection(Descriptor(owning: number), peer: peer ?? address) }
            switch errno {
            case EAGAIN: return .none
            case EINTR, ECONNABORTED: continue
            default: return .refused
            }
        }
    }

    private static func check(
        _ call: String, _ result: Int32, for address: SocketAddress
    ) throws(ListenError) -> Int32 {
        if result < 0 { throw ListenError(call: call, errorNumber: errno, address: address) }
        return result
    }
}
