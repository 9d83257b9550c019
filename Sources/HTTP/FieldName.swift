/// The case-insensitive name of a header or trailer field (RFC 9110, section 5.1).
///
/// The standard ones are constants, so that a misspelling does not compile. A service's own names
/// are string literals. The constants are computed properties: the compiler inlines the string, and
/// nothing is initialized at run time.
@usableFromInline
package struct FieldName: Sendable, ExpressibleByStringLiteral {
    /// The name as it is sent.
    @usableFromInline
    package let text: String

    @inlinable
    package init(_ text: String) {
        self.text = text
    }

    @inlinable
    package init(stringLiteral text: String) {
        self.text = text
    }

    @inlinable package static var accessControlAllowHeaders: Self { "Access-Control-Allow-Headers" }
    @inlinable package static var accessControlAllowMethods: Self { "Access-Control-Allow-Methods" }
    @inlinable package static var accessControlAllowOrigin: Self { "Access-Control-Allow-Origin" }
    @inlinable package static var allow: Self { "Allow" }
    @inlinable package static var authorization: Self { "Authorization" }
    @inlinable package static var contentLength: Self { "Content-Length" }
    @inlinable package static var contentType: Self { "Content-Type" }
    @inlinable package static var date: Self { "Date" }
    @inlinable package static var host: Self { "Host" }
    @inlinable package static var lastEventID: Self { "Last-Event-ID" }
    @inlinable package static var origin: Self { "Origin" }
    @inlinable package static var retryAfter: Self { "Retry-After" }
    @inlinable package static var secFetchSite: Self { "Sec-Fetch-Site" }
    @inlinable package static var wwwAuthenticate: Self { "WWW-Authenticate" }
}
