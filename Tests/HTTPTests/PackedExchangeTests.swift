import HTTP
import Testing

/// An exchange is packed and unpacked without a change.
struct PackedExchangeTests {
    private static let headers: HeaderFields = {
        var headers = HeaderFields()
        headers.append("X-One", "first")
        headers.append("x-one", "Zwölf")
        headers.append("Empty", "")
        return headers
    }()

    private static let requests: [Request] = [
        Request(method: .get, target: "/app/", path: "/app/"),
        Request(method: .get, target: "/app/?", path: "/app/", query: ""),
        Request(
            method: "PURGE", target: "/app/?page=1?2", path: "/app/", query: "page=1?2",
            host: "api.example.com", headers: headers, body: Array("{\"a\":1}".utf8)),
        Request(method: .put, target: "http://a.b/x?y", path: "/x", query: "y", host: "a.b"),
        Request(method: .put, target: "http://a.b", path: "/", host: "a.b"),
        Request(method: .options, target: "*", path: "*", headers: headers),
        Request(method: .get, target: "", path: ""),
    ]

    @Test(arguments: requests)
    func `it has the parts of the request and the answer`(_ request: Request) {
        let packed = PackedExchange(
            request, answerFields: Self.headers, answer: Array("[1]".utf8), bodyByteCountMax: 100)
        #expect(packed.request == request)
        #expect(packed.answerFields == Self.headers)
        #expect(packed.answer == Array("[1]".utf8))
        #expect(packed.bodyByteCount == request.body.count)
        #expect(packed.bodyMay { $0.count == request.body.count })
    }

    @Test func `it has the first bytes of long bodies`() {
        let request = Request(method: .post, target: "/a", path: "/a", body: Array("abcdef".utf8))
        let packed = PackedExchange(
            request, answerFields: [:], answer: Array("uvwxyz".utf8), bodyByteCountMax: 4)
        #expect(packed.request.body == Array("abcd".utf8))
        #expect(packed.answer == Array("uvwx".utf8))
        #expect(packed.bodyByteCount == 4)
        #expect(packed.bodyMay { $0.count == 4 })
    }
}
