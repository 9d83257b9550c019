/// Recognizes hosts that need no name resolution.
package enum IPAddress {
    /// Whether a request's host is an IP address.
    ///
    /// Everything in brackets counts as IPv6, because the parser has validated it.
    package static func isIPAddress(_ host: String) -> Bool {
        let bytes = host.utf8Span.span
        guard !bytes.isEmpty else { return false }
        return bytes[0] == UInt8(ascii: "[") || IPv6Literal.isIPv4(bytes)
    }
}
