/// Why a client's bytes are not a valid or supported request; the connection must be closed.
package struct RequestFailure: Error, Sendable, Equatable {
    /// The status code to answer with: 400, 408, 413, 414, 417, 431, 501, 503 or 505.
    package let status: Int
    /// A short sentence for the log.
    package let reason: String
    /// The parsed part of the head, with an empty body, for an answer in the service's own shape.
    ///
    /// Nil if the request line is invalid; `host` is nil if the `Host` field was not parsed yet.
    package var head: Request?

    package init(status: Int, reason: String, head: Request? = nil) {
        self.status = status
        self.reason = reason
        self.head = head
    }

    /// A message that breaks the grammar or has ambiguous framing (RFC 9112, section 2.2).
    static func badRequest(_ reason: String) -> Self { Self(status: 400, reason: reason) }

    /// A field value with a control character (RFC 9110, section 5.5).
    static let controlCharacterInField = badRequest("A field value holds a control character.")

    /// Whether a field value has a control character.
    package var isControlCharacterInField: Bool {
        reason == Self.controlCharacterInField.reason
    }

    /// A body over the limit (RFC 9110, section 15.5.14).
    static func contentTooLarge() -> Self { Self(status: 413, reason: "The body is too large.") }

    /// A request line over the limit (RFC 9110, section 15.5.15).
    static func targetTooLong() -> Self {
        Self(status: 414, reason: "The request line is too long.")
    }

    /// A head or trailer section over the limit (RFC 6585, section 5).
    static func fieldsTooLarge(_ reason: String) -> Self { Self(status: 431, reason: reason) }

    /// A message that needs an unsupported feature (RFC 9110, section 15.6.2).
    static func notImplemented(_ reason: String) -> Self { Self(status: 501, reason: reason) }

    /// A major version other than 1 (RFC 9110, section 15.6.6).
    static func versionNotSupported() -> Self {
        Self(status: 505, reason: "The version is not HTTP/1.")
    }
}
