import HTTP
import Testing

/// Bytes that are one request, and the request that they are.
struct GoodRequest: CustomTestStringConvertible {
    let what: String
    let wire: String
    let request: Request

    var testDescription: String { what }

    init(_ what: String, _ wire: String, _ request: Request) {
        (self.what, self.wire, self.request) = (what, wire, request)
    }

    static let all: [Self] = targets + versions + sizedBodies + chunkedBodies + fields

    private static let targets: [Self] = [
        Self(
            "a path", "GET /apps HTTP/1.1\r\nHost: a.test\r\n\r\n",
            Request(method: .get, target: "/apps", path: "/apps", host: "a.test", headers: ["Host": "a.test"])),
        Self(
            "a path with a query", "GET /apps?limit=1&x=? HTTP/1.1\r\nHost: a.test\r\n\r\n",
            Request(
                method: .get, target: "/apps?limit=1&x=?", path: "/apps", query: "limit=1&x=?", host: "a.test",
                headers: ["Host": "a.test"])),
        Self(
            "an empty query", "GET /apps? HTTP/1.1\r\nHost: a.test\r\n\r\n",
            Request(
                method: .get, target: "/apps?", path: "/apps", query: "", host: "a.test", headers: ["Host": "a.test"])),
        Self(
            "escapes and characters that ought to be escaped", "GET /%7Ea/[b]|\"{c} HTTP/1.1\r\nHost: a.test\r\n\r\n",
            Request(
                method: .get, target: "/%7Ea/[b]|\"{c}", path: "/%7Ea/[b]|\"{c}", host: "a.test",
                headers: ["Host": "a.test"])),
        Self(
            "two slashes", "GET //evil.test/x HTTP/1.1\r\nHost: a.test\r\n\r\n",
            Request(
                method: .get, target: "//evil.test/x", path: "//evil.test/x", host: "a.test",
                headers: ["Host": "a.test"])),
        Self(
            "an absolute form, whose host wins", "GET HTTP://B.test:81/x?y HTTP/1.1\r\nHost: a.test\r\n\r\n",
            Request(
                method: .get, target: "HTTP://B.test:81/x?y", path: "/x", query: "y", host: "b.test",
                headers: ["Host": "a.test"])),
        Self(
            "an absolute form without a path", "GET http://b.test?y HTTP/1.1\r\nHost: b.test\r\n\r\n",
            Request(
                method: .get, target: "http://b.test?y", path: "/", query: "y", host: "b.test",
                headers: ["Host": "b.test"])),
        Self(
            "OPTIONS for the whole server", "OPTIONS * HTTP/1.1\r\nHost: a.test\r\n\r\n",
            Request(method: .options, target: "*", path: "*", host: "a.test", headers: ["Host": "a.test"])),
        Self(
            "OPTIONS for the whole server in absolute form", "OPTIONS http://a.test HTTP/1.1\r\nHost: a.test\r\n\r\n",
            Request(method: .options, target: "http://a.test", path: "*", host: "a.test", headers: ["Host": "a.test"])),
        Self(
            "a method of one's own", "M-SEARCH!#$%&'*+.^_`|~09az / HTTP/1.1\r\nHost: a.test\r\n\r\n",
            Request(
                method: "M-SEARCH!#$%&'*+.^_`|~09az", target: "/", path: "/", host: "a.test",
                headers: ["Host": "a.test"])),
    ]

    private static let versions: [Self] = [
        Self(
            "HTTP/1.2, which can be read as 1.1", "GET / HTTP/1.2\r\nHost: a\r\n\r\n",
            Request(method: .get, target: "/", path: "/", host: "a", headers: ["Host": "a"])),
        Self(
            "HTTP/1.0 without Host", "GET / HTTP/1.0\r\n\r\n",
            Request(method: .get, target: "/", path: "/", version: .http10, keepsAlive: false)),
        Self(
            "HTTP/1.0 that asks to live on", "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n",
            Request(
                method: .get, target: "/", path: "/", version: .http10, headers: ["Connection": "Keep-Alive"],
                keepsAlive: true)),
        Self(
            "HTTP/1.0 with an expectation that it cannot have",
            "POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx",
            Request(
                method: .post, target: "/", path: "/", version: .http10,
                headers: ["Expect": "100-continue", "Content-Length": "1"], body: Array("x".utf8), keepsAlive: false)),
        Self(
            "HTTP/1.1 that wants to close", "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade ,\tCLOSE\r\n\r\n",
            Request(
                method: .get, target: "/", path: "/", host: "a",
                headers: ["Host": "a", "Connection": "Upgrade ,\tCLOSE"], keepsAlive: false)),
        Self(
            "close beside keep-alive",
            "GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\nConnection: close\r\n\r\n",
            Request(
                method: .get, target: "/", path: "/", host: "a",
                headers: ["Host": "a", "Connection": "keep-alive", "Connection": "close"], keepsAlive: false)),
    ]

    private static let sizedBodies: [Self] = [
        Self(
            "a body", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab\r\nc",
            Request(
                method: .post, target: "/", path: "/", host: "a", headers: ["Host": "a", "Content-Length": "5"],
                body: Array("ab\r\nc".utf8))),
        Self(
            "a body of no bytes", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
            Request(
                method: .post, target: "/", path: "/", host: "a", headers: ["Host": "a", "Content-Length": "0"])),
        Self(
            "the same length in a list", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2 ,\t2\r\n\r\nab",
            Request(
                method: .post, target: "/", path: "/", host: "a", headers: ["Host": "a", "Content-Length": "2 ,\t2"],
                body: Array("ab".utf8))),
        Self(
            "the same length twice", "PUT / HTTP/1.1\r\nHost: a\r\ncontent-length:2\r\nCONTENT-LENGTH: 2\r\n\r\nab",
            Request(
                method: .put, target: "/", path: "/", host: "a",
                headers: ["Host": "a", "content-length": "2", "CONTENT-LENGTH": "2"], body: Array("ab".utf8))),
    ]

    private static let chunkedBodies: [Self] = [
        Self(
            "chunks",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "5\r\na\r\nbc\r\nA\r\n0123456789\r\n0\r\n\r\n",
            Request(
                method: .post, target: "/", path: "/", host: "a",
                headers: ["Host": "a", "Transfer-Encoding": "chunked"], body: Array("a\r\nbc0123456789".utf8))),
        Self(
            "no chunk but the last", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \tCHUNKED\t \r\n\r\n000\r\n\r\n",
            Request(
                method: .post, target: "/", path: "/", host: "a",
                headers: ["Host": "a", "Transfer-Encoding": "CHUNKED"])),
        Self(
            "chunk extensions",
            "POST / HTTP/1.1\r\nHost: a\r\ntransfer-encoding:chunked\r\n\r\n"
                + "1;a;b=c\r\nx\r\n0001 ; b = \"c\td\\\"\"\r\ny\r\n0;z ;y\r\n\r\n",
            Request(
                method: .post, target: "/", path: "/", host: "a",
                headers: ["Host": "a", "transfer-encoding": "chunked"], body: Array("xy".utf8))),
        Self(
            "a coding with empty elements beside it",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: , chunked,\r\n\r\n0\r\n\r\n",
            Request(
                method: .post, target: "/", path: "/", host: "a",
                headers: ["Host": "a", "Transfer-Encoding": ", chunked,"])),
        Self(
            "trailers",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "1\r\nx\r\n0\r\nDigest: abc\r\nX-More:\r\n\r\n",
            Request(
                method: .post, target: "/", path: "/", host: "a",
                headers: ["Host": "a", "Transfer-Encoding": "chunked"], body: Array("x".utf8),
                trailers: ["Digest": "abc", "X-More": ""])),
    ]

    private static let fields: [Self] = [
        Self(
            "an empty expectation", "GET / HTTP/1.1\r\nHost: a\r\nExpect:\r\n\r\n",
            Request(method: .get, target: "/", path: "/", host: "a", headers: ["Host": "a", "Expect": ""])),
        Self(
            "a Host with the root's dot", "GET / HTTP/1.1\r\nHost: A.test.:80\r\n\r\n",
            Request(method: .get, target: "/", path: "/", host: "a.test", headers: ["Host": "A.test.:80"])),
        Self(
            "empty lines before the request", "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
            Request(method: .get, target: "/", path: "/", host: "a", headers: ["Host": "a"])),
        Self(
            "values with whitespace around and inside",
            "GET / HTTP/1.1\r\nHost:\ta \r\n"
                + "X: \t a \t b\t \r\nY:\r\nZ: \r\n\r\n",
            Request(
                method: .get, target: "/", path: "/", host: "a",
                headers: ["Host": "a", "X": "a \t b", "Y": "", "Z": ""])),
        Self(
            "a value that is not ASCII", "GET / HTTP/1.1\r\nHost: a\r\nX: caf\u{E9} \u{1F600}\r\n\r\n",
            Request(
                method: .get, target: "/", path: "/", host: "a", headers: ["Host": "a", "X": "caf\u{E9} \u{1F600}"])),
        Self(
            "a field name of every token character", "GET / HTTP/1.1\r\nHost: a\r\n!#$%&'*+-.^_`|~0aZ: x:y\r\n\r\n",
            Request(
                method: .get, target: "/", path: "/", host: "a",
                headers: ["Host": "a", "!#$%&'*+-.^_`|~0aZ": "x:y"])),
        Self(
            "the same field twice, in order", "GET / HTTP/1.1\r\nHost: a\r\nCookie: a=1\r\ncookie: b=2\r\n\r\n",
            Request(
                method: .get, target: "/", path: "/", host: "a",
                headers: ["Host": "a", "Cookie": "a=1", "cookie": "b=2"])),
    ]
}
