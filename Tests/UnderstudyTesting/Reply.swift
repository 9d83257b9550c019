package import HTTP
package import JSON

/// An answer as a test compares it.
package struct Reply: Sendable, Equatable, CustomStringConvertible {
    package var status: Int
    package var headers: HeaderFields
    package var body: String

    package init(status: Int, headers: HeaderFields = [:], body: String) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    package init(_ response: Response) {
        self.init(
            status: response.status, headers: response.headers,
            body: String(decoding: response.body.collectedBytes() ?? [], as: UTF8.self))
    }

    /// The body as JSON; null if it is not JSON.
    package var json: JSONValue {
        (try? JSONParser.parse(Array(body.utf8))) ?? .null
    }

    /// `429 {"error":"…"}`: what most tests compare.
    package var description: String { "\(status) \(body)" }
}
