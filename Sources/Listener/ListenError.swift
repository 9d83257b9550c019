internal import Glibc

/// Why the loop cannot listen.
package enum ListenError: Error, Equatable, CustomStringConvertible {
    /// Another process, or this one, listens there already (EADDRINUSE).
    case portInUse(SocketAddress)
    /// The port is for privileged processes (EACCES, EPERM).
    case noPermission(SocketAddress)
    /// This machine has no such address, or no such family of addresses (EADDRNOTAVAIL, EAFNOSUPPORT).
    case addressNotAvailable(SocketAddress)
    /// Any other refusal of the operating system, with the call that it refused.
    case other(call: String, errorNumber: Int32)

    /// Sorts a refusal of `socket`, `bind` or `listen` by its error number.
    init(call: String, errorNumber: Int32, address: SocketAddress) {
        self =
            switch errorNumber {
            case EADDRINUSE: .portInUse(address)
            case EACCES, EPERM: .noPermission(address)
            case EADDRNOTAVAIL, EAFNOSUPPORT: .addressNotAvailable(address)
            default: .other(call: call, errorNumber: errorNumber)
            }
    }

    /// The operating system's number for it.
    package var errorNumber: Int32 {
        switch self {
        case .portInUse: EADDRINUSE
        case .noPermission: EACCES
        case .addressNotAvailable: EADDRNOTAVAIL
        case .other(_, let errorNumber): errorNumber
        }
    }

    /// One sentence that says what is wrong and, where there is a choice, what to do.
    package var description: String {
        switch self {
        case .portInUse(let address):
            "Port \(address.port) is in use on \(address.host): stop what listens there or choose another port."
        case .noPermission(let address):
            "No permission to listen on \(address): choose a port above 1023."
        case .addressNotAvailable(let address):
            "This machine has no address \(address.host) to listen on."
        case .other(let call, let errorNumber):
            "The operating system refused \(call): \(Self.sentence(for: errorNumber))."
        }
    }

    private static func sentence(for errorNumber: Int32) -> String {
        guard let text = unsafe strerror(errorNumber) else { return "error \(errorNumber)" }
        return unsafe String(cString: text)
    }
}
