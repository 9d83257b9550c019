/// The form of a host that no name server is asked about.
package enum IPAddress {
    /// Whether a request's host is an address in digits: IPv4, or anything in brackets, which the parser has checked.
    package static func isIPAddress(_ host: String) -> Bool {
        let bytes = host.utf8Span.span
        guard !bytes.isEmpty else { return false }
        return bytes[0] == UInt8(ascii: "[") || IPv6Literal.isIPv4(bytes)
    }
}
