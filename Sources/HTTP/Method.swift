/// A request method: a case-sensitive token (RFC 9110, section 9.1).
package struct Method: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package init(stringLiteral value: String) {
        rawValue = value
    }

    /// Whether a client that uses it asks for no change (RFC 9110, section 9.2.1).
    package var isSafe: Bool { self == .get || self == .head || self == .options }

    package static let delete: Method = "DELETE"
    package static let get: Method = "GET"
    package static let head: Method = "HEAD"
    package static let options: Method = "OPTIONS"
    package static let patch: Method = "PATCH"
    package static let post: Method = "POST"
    package static let put: Method = "PUT"
}
