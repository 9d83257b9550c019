internal import Glibc

/// Why the loop cannot listen.
package enum ListenError: Error, Equatable, CustomStringConvertible {
    /// A process listens on the port already (EADDRINUSE).
    case portInUse(SocketAddress)
    /// The port requires privileges (EACCES, EPERM).
    case noPermission(SocketAddress)
    /// This machine does not have the address or its family (EADDRNOTAVAIL, EAFNOSUPPORT).
    case addressNotAvailable(SocketAddress)
    /// Any other error, with the failed system call.
    case other(call: String, errorNumber: Int32)

    /// Classifies an error of `socket`, `bind` or `listen` by its number.
    init(call: String, errorNumber: Int32, address: SocketAddress) {
        self =
            switch errorNumber {
            case EADDRINUSE: .portInUse(address)
            case EACCES, EPERM: .noPermission(address)
            case EADDRNOTAVAIL, EAFNOSUPPORT: .addressNotAvailable(address)
            default: .other(call: call, errorNumber: errorNumber)
            }
    }

    /// The error number of the operating system.
    package var errorNumber: Int32 {
        switch self {
        case .portInUse: EADDRINUSE
        case .noPermission: EACCES
        case .addressNotAvailable: EADDRNOTAVAIL
        case .other(_, let errorNumber): errorNumber
        }
    }

    /// One sentence with the problem and, if possible, what to do.
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
