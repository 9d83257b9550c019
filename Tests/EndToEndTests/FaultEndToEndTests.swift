import HTTP
import Testing
import UnderstudyTesting

/// Fault rules as a client sees them on its socket.
struct FaultEndToEndTests {
    private static let get = Wire("GET /ok")
    private static let body = #"{"status":"ok"}"#

    /// The whole answer without the time at which it was sent.
    private func get(_ server: RunningServer) throws -> Reply {
        var reply = try SocketClient(port: server.port).exchange(Self.get)
        #expect(reply.headers["Date"] != nil)
        reply.headers["Date"] = nil
        return reply
    }

    private func fault(_ then: String, _ server: RunningServer) throws {
        let json = ["Content-Type: application/json"]
        _ = try SocketClient(port: server.port).exchange(Wire("DELETE /_understudy/faults"))
        let reply = try SocketClient(port: server.port).exchange(
            Wire(
                "POST /_understudy/faults", json, body: #"{"match":{"path":"/ok"},"then":\#(then)}"#
            ))
        #expect(reply.status == 201)
    }

    @Test func `each kind of fault is seen on the socket, byte by byte`() throws {
        let server = try RunningServer([])
        let plain = try get(server)
        #expect(plain.description == "200 " + Self.body)

        try fault(#"{"status":503,"headers":{"Retry-After":"9"}}"#, server)
        let client = try SocketClient(port: server.port)
        let replaced = try client.exchange(Self.get)
        #expect(replaced.description == #"503 {"error":"Service unavailable","status":"KO"}"#)
        #expect(replaced.headers["Retry-After"] == "9")
        #expect(try client.exchange(Self.get).status == 503)

        try fault(#"{"drop":true}"#, server)
        let dropped = try SocketClient(port: server.port)
        try dropped.send(Self.get.bytes)
        #expect(try dropped.receiveAll() == [])

        try fault(#"{"reset":true}"#, server)
        let reset = try SocketClient(port: server.port)
        try reset.send(Self.get.bytes)
        let failure = #expect(throws: SocketClient.Failed.self) { try reset.receiveAll() }
        #expect(failure?.reason.hasSuffix("error 104") == true)

        try fault(#"{"truncate_after_bytes":7}"#, server)
        let cut = try SocketClient(port: server.port)
        try cut.send(Self.get.bytes)
        let text = String(decoding: try cut.receiveAll(), as: UTF8.self)
        #expect(text.contains("Content-Length: \(Self.body.utf8.count)\r\n"))
        #expect(text.hasSuffix("\r\n\r\n" + Self.body.prefix(7)))

        try fault(#"{"bytes_per_second":1000,"delay_ms":20}"#, server)
        #expect(try get(server) == plain)

        try fault(#"{"delay_ms":20,"jitter_ms":5}"#, server)
        #expect(try get(server) == plain)
        try server.stop()
    }
}
