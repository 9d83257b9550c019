internal import Glibc

/// An IP address and a port.
///
/// Only numeric addresses and `localhost`: name resolution needs `getaddrinfo`, which loads
/// libraries at run time and so does not work in a static binary.
package struct SocketAddress: Hashable, Sendable, CustomStringConvertible {
    /// An IP address.
    package enum Host: Hashable, Sendable, CustomStringConvertible {
        /// Four bytes, the first one is the most significant.
        case v4(UInt32)
        /// Sixteen bytes, the first one is the most significant.
        case v6(UInt128)

        /// Four decimal numbers, or the shortest hexadecimal form (RFC 5952).
        package var description: String {
            switch self {
            case .v4(let bits): SocketAddress.text(ofV4: bits)
            case .v6(let bits): SocketAddress.text(ofV6: bits)
            }
        }
    }

    /// The address of the machine, or of one of its interfaces.
    package let host: Host
    /// The port; with 0 the system chooses one when listening.
    package let port: UInt16

    package init(host: Host, port: UInt16) {
        self.host = host
        self.port = port
    }

    /// Parses a numeric address or `localhost`; nil for any other name.
    ///
    /// Such as `127.0.0.1`, `::1` (also in brackets), `0.0.0.0` or `::`.
    package init?(host text: String, port: UInt16) {
        if text.utf8.contains(0) { return nil }
        if text == "localhost" {
            self.init(host: .v4(0x7F00_0001), port: port)
        } else if let bits = Self.v4Bits(text) {
            self.init(host: .v4(bits), port: port)
        } else if let bits = Self.v6Bits(Self.withoutBrackets(text)) {
            self.init(host: .v6(bits), port: port)
        } else {
            return nil
        }
    }

    /// Whether only this machine can reach it: 127.0.0.0/8 or ::1.
    package var isLoopback: Bool {
        switch host {
        case .v4(let bits): bits >> 24 == 127
        case .v6(let bits): bits == 1
        }
    }

    /// The form of a URL's authority: `127.0.0.1:4100` or `[::1]:4100` (RFC 3986, section 3.2.2).
    package var description: String {
        switch host {
        case .v4: "\(host):\(port)"
        case .v6: "[\(host)]:\(port)"
        }
    }

    private static func withoutBrackets(_ text: String) -> String {
        text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
    }

    private static func v4Bits(_ text: String) -> UInt32? {
        var bits: UInt32 = 0
        return unsafe inet_pton(AF_INET, text, &bits) == 1 ? UInt32(bigEndian: bits) : nil
    }

    private static func v6Bits(_ text: String) -> UInt128? {
        var bits: UInt128 = 0
        return unsafe inet_pton(AF_INET6, text, &bits) == 1 ? UInt128(bigEndian: bits) : nil
    }

    private static func text(ofV4 bits: UInt32) -> String {
        var bits = bits.bigEndian
        return unsafe text(family: AF_INET, &bits)
    }

    private static func text(ofV6 bits: UInt128) -> String {
        var bits = bits.bigEndian
        return unsafe text(family: AF_INET6, &bits)
    }

    private static func text(family: Int32, _ bits: UnsafeRawPointer) -> String {
        let byteCountMax = Int(INET6_ADDRSTRLEN)
        return unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: byteCountMax) { text in
            guard unsafe inet_ntop(family, bits, text.baseAddress, socklen_t(byteCountMax)) != nil,
                let start = text.baseAddress
            else { return "" }
            return unsafe String(cString: start)
        }
    }
}
