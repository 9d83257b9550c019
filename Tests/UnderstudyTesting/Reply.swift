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

    /// What a client gets of an answer: nothing when it is dropped or reset, a part when it is cut.
    package init(_ delivery: Delivery) {
        switch delivery.manner {
        case .respond, .trickle: self.init(delivery.response)
        case .truncate(let byteCount):
            self.init(delivery.response)
            body = String(decoding: Array(body.utf8).prefix(byteCount), as: UTF8.self)
        case .drop, .reset: self.init(status: 0, body: "")
        }
    }

    /// The body as JSON; null if it is not JSON.
    package var json: JSONValue {
        (try? JSONParser.parse(Array(body.utf8))) ?? .null
    }

    /// `429 {"error":"…"}`: what most tests compare.
    package var description: String { "\(status) \(body)" }
}
