/// Why the bytes of a client are no request that this server takes; the connection cannot go on after it.
package struct RequestFailure: Error, Sendable, Equatable {
    /// The status code to answer with: 400, 413, 417, 431, 501 or 505.
    package let status: Int
    /// What is wrong, as a short sentence for the log.
    package let reason: String
    /// The head as far as it was understood, with an empty body, so that a service can answer in its own shape.
    ///
    /// Nil when not even the request line is good; `host` is nil when the failure came before the `Host` field.
    package var head: Request?

    package init(status: Int, reason: String, head: Request? = nil) {
        self.status = status
        self.reason = reason
        self.head = head
    }

    /// Makes the failure of a message that breaks the grammar or could be framed in two ways (RFC 9112, section 2.2).
    static func badRequest(_ reason: String) -> Self { Self(status: 400, reason: reason) }

    /// Makes the failure of a body that is longer than this server takes (RFC 9110, section 15.5.14).
    static func contentTooLarge() -> Self { Self(status: 413, reason: "The body is too large.") }

    /// Makes the failure of a head or trailer section that is longer than this server takes (RFC 6585, section 5).
    static func fieldsTooLarge(_ reason: String) -> Self { Self(status: 431, reason: reason) }

    /// Makes the failure of a message that asks for what this server does not do (RFC 9110, section 15.6.2).
    static func notImplemented(_ reason: String) -> Self { Self(status: 501, reason: reason) }

    /// Makes the failure of a version other than 1.0 and 1.1 (RFC 9110, section 15.6.6).
    static func versionNotSupported() -> Self { Self(status: 505, reason: "The version is neither 1.0 nor 1.1.") }
}
