internal import Glibc

/// Conversion from and to the address structures of system calls.
extension SocketAddress {
    /// The address family, for `socket`.
    var family: Int32 {
        switch host {
        case .v4: AF_INET
        case .v6: AF_INET6
        }
    }

    /// Calls `body` with the address structure.
    func withSystemAddress<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        switch host {
        case .v4(let bits):
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = bits.bigEndian
            return unsafe Self.erase(&address, body)
        case .v6(let bits):
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port.bigEndian
            unsafe withUnsafeMutableBytes(of: &address.sin6_addr) { bytes in
                unsafe bytes.storeBytes(of: bits.bigEndian, as: UInt128.self)
            }
            return unsafe Self.erase(&address, body)
        }
    }

    /// Reads an address from a system call; nil if the call fails or the family is unknown.
    static func fromSystem(_ call: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Bool) -> Self? {
        var storage = sockaddr_storage()
        var byteCount = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return unsafe withUnsafeMutablePointer(to: &storage) { pointer in
            let raw = UnsafeMutableRawPointer(pointer)
            guard unsafe call(raw.assumingMemoryBound(to: sockaddr.self), &byteCount) else { return nil }
            return unsafe Self(reading: raw)
        }
    }

    private init?(reading address: UnsafeRawPointer) {
        switch Int32(unsafe address.assumingMemoryBound(to: sockaddr.self).pointee.sa_family) {
        case AF_INET:
            let address = unsafe address.assumingMemoryBound(to: sockaddr_in.self).pointee
            self.init(host: .v4(UInt32(bigEndian: address.sin_addr.s_addr)), port: UInt16(bigEndian: address.sin_port))
        case AF_INET6:
            let address = unsafe address.assumingMemoryBound(to: sockaddr_in6.self).pointee
            let bits = unsafe withUnsafeBytes(of: address.sin6_addr) { unsafe $0.loadUnaligned(as: UInt128.self) }
            self.init(host: .v6(UInt128(bigEndian: bits)), port: UInt16(bigEndian: address.sin6_port))
        default:
            return nil
        }
    }

    private static func erase<Address, Result>(
        _ address: inout Address, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        unsafe withUnsafePointer(to: &address) { pointer in
            let raw = unsafe UnsafeRawPointer(pointer)
            return unsafe body(raw.assumingMemoryBound(to: sockaddr.self), socklen_t(MemoryLayout<Address>.size))
        }
    }
}
