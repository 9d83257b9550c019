internal import HTTP
import Testing
import UnderstudyTesting

/// Bytes on a real socket against the built program, where the in-process tests do not reach.
@Suite struct WireEndToEndTests {
    private static let key = "cav_demo_fake_moth_at_its_limit_00000000000000000000"
    private static let organization = "b2e5d8f1-3333-4b4c-9d6e-1f7a8b9c0d03"
    private static let limitReached =
        #"{"error":"App limit reached for your plan","tier":"developer","limit":10,"current":10}"#
    private static let create = Wire(
        "POST /api/v1/apps", ["Authorization: Bearer \(key)"],
        body: #"{"name":"My App","organization_id":"\#(organization)"}"#)

    @Test func `a request split at every byte gives the same answer`() throws {
        let server = try RunningServer([])
        let bytes = Self.create.bytes
        let client = try SocketClient(port: server.port)
        for cut in 1..<bytes.count {
            try client.send(Array(bytes[..<cut]))
            try client.send(Array(bytes[cut...]))
            let reply = try client.receive()
            #expect(reply.description == "429 " + Self.limitReached, "cut at \(cut)")
        }
        try server.stop()
    }

    @Test func `the answer's bytes are as documented`() throws {
        let server = try RunningServer(["--clock", "2026-02-13T12:00:00Z"])
        let client = try SocketClient(port: server.port)
        let reply = try client.exchange(Self.create)
        let fields = reply.headers.fields.map { "\($0.name): \($0.value)" }
        #expect(
            fields == [
                "Date: Fri, 13 Feb 2026 12:00:00 GMT", "Content-Type: application/json",
                "Access-Control-Allow-Origin: *",
                "Access-Control-Allow-Methods: GET,DELETE,PATCH,POST,PUT,OPTIONS",
                "Access-Control-Allow-Headers: Authorization, Content-Type, X-Requested-With", "Content-Length: 86",
            ])
        #expect(reply.description == "429 " + Self.limitReached)
        try server.stop()
    }

    /// Input that never becomes a request: what it is, its bytes, status and body; the service's shape where the path is known.
    struct EdgeCase: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        let status: Int
        let body: String

        init(_ name: String, _ text: String, _ status: Int, _ body: String) {
            testDescription = name
            bytes = Array(text.utf8)
            self.status = status
            self.body = body
        }
    }

    private static let badRequest = #"{"error":"Bad request"}"#
    private static let tooLarge = #"{"error":"Request body too large"}"#

    static let edgeCases: [EdgeCase] = [
        EdgeCase("no HTTP", "hello\r\n\r\n", 400, badRequest),
        EdgeCase("no host", "GET /api/v1/apps HTTP/1.1\r\n\r\n", 400, badRequest),
        EdgeCase("two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, badRequest),
        EdgeCase("a space before the colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400, badRequest),
        EdgeCase(
            "both lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            400,
            badRequest),
        EdgeCase(
            "a body of 2 MiB by its length", "POST /api/v1/apps HTTP/1.1\r\nHost: a\r\nContent-Length: 2097152\r\n\r\n",
            413,
            tooLarge),
        EdgeCase(
            "a chunk that is too large",
            "POST /api/v1/apps HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n200000\r\n", 413, tooLarge),
        EdgeCase(
            "a head without end", "GET /api/v1/apps HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "x", count: 70_000),
            431,
            #"{"error":"Request header fields too large"}"#),
        EdgeCase(
            "another version", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505, #"{"error":"HTTP version not supported"}"#),
        EdgeCase(
            "another coding", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 501,
            #"{"error":"Not implemented"}"#),
        EdgeCase(
            "an unknown expectation", "POST / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\nContent-Length: 1\r\n\r\n", 417,
            #"{"error":"Expectation failed"}"#),
    ]

    @Test(arguments: edgeCases)
    func `input that is no request is answered clearly and the server lives on`(edge: EdgeCase) throws {
        let server = try RunningServer(["--log-level", "error"])
        let client = try SocketClient(port: server.port)
        try client.send(edge.bytes)
        let reply = try client.receive()
        #expect(reply.description == "\(edge.status) \(edge.body)")
        #expect(reply.headers["Connection"] == "close")
        let owned = String(decoding: edge.bytes, as: UTF8.self).contains(" /api/")
        #expect(reply.headers["Access-Control-Allow-Origin"] == (owned ? "*" : nil))
        let next = try SocketClient(port: server.port)
        #expect(try next.exchange(Self.create).status == 429)
        try server.stop()
    }

    @Test func `invalid UTF-8 outside of a string is no JSON`() throws {
        let server = try RunningServer([])
        let client = try SocketClient(port: server.port)
        let head =
            "POST /api/v1/apps HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(Self.key)\r\nContent-Length: 3\r\n\r\n"
        try client.send(Array(head.utf8) + [0x5B, 0xFF, 0x5D])
        #expect(try client.receive().description == #"400 {"error":"Invalid JSON body"}"#)
        try client.send(Array(head.utf8) + [0x22, 0xFF, 0x22])
        #expect(try client.receive().description == #"400 {"error":"name is required"}"#)
        try server.stop()
    }

    @Test(arguments: [
        "/ok", "/v1/me", "/_understudy/ready", "/_understudy/cavos/apps", "/api/v1/apps", "/nothing",
    ])
    func `the answer to HEAD has the fields of the answer to GET and no body`(path: String) throws {
        let server = try RunningServer(["--clock", "2026-02-13T12:00:00Z"])
        let token = "Authorization: Bearer capy_live_mgmt_demo_fake_0000000000000000000000000000"
        let get = try SocketClient(port: server.port).exchange(Wire("GET \(path)", [token, "Connection: close"]))
        let head = try SocketClient(port: server.port)
        try head.send(Wire("HEAD \(path)", [token, "Connection: close"]).bytes)
        let text = String(decoding: try head.receiveAll(), as: UTF8.self)
        let fields = get.headers.fields.map { "\($0.name): \($0.value)\r\n" }.joined()
        #expect(text.hasSuffix("\r\n" + fields + "\r\n"))
        #expect(text.hasPrefix("HTTP/1.1 \(get.status) "))
        #expect(get.headers["Content-Length"] == String(get.body.utf8.count))
        try server.stop()
    }

    @Test func `the absolute form and the real host reach the service`() throws {
        let server = try RunningServer([])
        let client = try SocketClient(port: server.port)
        let absolute = Wire(
            "POST http://cavos.xyz/api/v1/apps", ["Host: elsewhere", "Authorization: Bearer \(Self.key)"],
            body: Self.create.body)
        #expect(try client.exchange(absolute).status == 429)
        #expect(
            try client.exchange(Wire("GET /_understudy/health", ["Host: cavos.xyz"])).description
                == #"404 {"error":"Not found"}"#)
        try server.stop()
    }
}
