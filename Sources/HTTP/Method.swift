internal import Bytes

/// A request method: a case-sensitive token (RFC 9110, section 9.1).
///
/// Common methods are cases of their own, so that comparing them compares no strings.
package enum Method: Hashable, Sendable, ExpressibleByStringLiteral {
    case delete
    case get
    case head
    case options
    case patch
    case post
    case put
    /// Any other token; created only by `init(rawValue:)`, so that no token has two values.
    case other(String)

    package init(rawValue: String) {
        self = Self.known(rawValue.utf8Span.span) ?? .other(rawValue)
    }

    /// Makes a method from the bytes of a token.
    init(_ token: Span<UInt8>) {
        self = Self.known(token) ?? .other(String(repairing: token))
    }

    private static func known(_ token: Span<UInt8>) -> Method? {
        let method: Method? =
            switch token.count {
            case 3: token[0] == UInt8(ascii: "G") ? .get : .put
            case 4: token[0] == UInt8(ascii: "P") ? .post : .head
            case 5: .patch
            case 6: .delete
            case 7: .options
            default: nil
            }
        guard let method, token.hasSameBytes(as: method.rawValue.utf8Span.span) else { return nil }
        return method
    }

    package init(stringLiteral value: String) {
        self.init(rawValue: value)
    }

    /// Whether the method only reads (RFC 9110, section 9.2.1).
    package var isSafe: Bool {
        switch self {
        case .get, .head, .options: true
        case .delete, .patch, .post, .put, .other: false
        }
    }

    /// The token.
    package var rawValue: String {
        switch self {
        case .delete: "DELETE"
        case .get: "GET"
        case .head: "HEAD"
        case .options: "OPTIONS"
        case .patch: "PATCH"
        case .post: "POST"
        case .put: "PUT"
        case .other(let token): token
        }
    }
}
