/// A response message whose body is known in full (RFC 9112, section 2.1).
///
/// `Content-Length`, `Connection`, `Transfer-Encoding` and `Date` are the writer's; they do not stand in `headers`.
package struct Response: Sendable, Equatable {
    /// The three-digit status code (RFC 9110, section 15).
    package var status: Int
    package var headers: HeaderFields
    package var body: [UInt8]

    package init(status: Int, headers: HeaderFields = HeaderFields(), body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
