/// A protocol version that this server speaks (RFC 9112, section 2.3).
package enum Version: Sendable {
    case http10
    case http11
}
