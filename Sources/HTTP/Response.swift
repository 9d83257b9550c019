/// A response message (RFC 9112, section 2.1).
///
/// The writer adds `Content-Length`, `Connection`, `Transfer-Encoding` and `Date`; they are not in
/// `headers`.
package struct Response: Equatable {
    /// The three-digit status code (RFC 9110, section 15).
    package var status: Int
    package var headers: HeaderFields
    package var body: ResponseBody

    package init(status: Int, headers: HeaderFields = HeaderFields(), body: [UInt8] = []) {
        self.init(status: status, headers: headers, body: .bytes(body))
    }

    package init(status: Int, headers: HeaderFields = HeaderFields(), body: ResponseBody) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
