import HTTP
import Listener
import Testing

/// Requests and answers over real sockets.
@Suite(.timeLimit(.minutes(1)))
struct EventLoopRequestTests {
    @Test func `A request may be split at every byte`() throws {
        let loop = try LoopThread()
        defer { loop.end() }
        let client = try RawClient(loop.address)
        let bytes = Array("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}".utf8)
        for split in 1..<bytes.count {
            try client.send(Array(bytes[..<split]))
            loop.settle()
            try client.send(Array(bytes[split...]))
            #expect(try client.replies(1).map(\.body) == ["/a"])
        }
    }

    @Test func `Two hundred requests sent at once are answered in order`() throws {
        let loop = try LoopThread()
        defer { loop.end() }
        let client = try RawClient(loop.address)
        let targets = (0..<200).map { "/\($0)" }
        try client.send(targets.map { "GET \($0) HTTP/1.1\r\nHost: x\r\n\r\n" }.joined())
        #expect(try client.replies(200).map(\.body) == targets)
    }

    @Test func `A hundred connections are served at once`() throws {
        let loop = try LoopThread()
        defer { loop.end() }
        let clients = try (0..<100).map { _ in try RawClient(loop.address) }
        for (index, client) in clients.enumerated() {
            try client.send("GET /\(index) HTTP/1.1\r\nHost: x\r\n\r\n")
        }
        for (index, client) in clients.enumerated() {
            #expect(try client.replies(1).map(\.body) == ["/\(index)"])
        }
        // The optimizer releases a client after its last use, which closes its connection.
        withExtendedLifetime(clients) {
            #expect(loop.ask { loop, _ in loop.connectionCount } == 100)
        }
    }

    @Test func `A client that has closed its sending side gets its answer`() throws {
        let loop = try LoopThread {
            ClosureHandler { handler, _, exchange in handler.kept.append(exchange) }
        }
        defer { loop.end() }
        let client = try RawClient(loop.address)
        try client.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n")
        client.shutdownWrite()
        loop.settle()
        loop.perform { _, handler in handler.answer(handler.kept.removeFirst(), "late") }
        #expect(Reply.read(from: try client.rest()).replies.map(\.body) == ["late"])
    }

    @Test func `A client that sends too much reads its answer, not a reset`() throws {
        let loop = try LoopThread()
        defer { loop.end() }
        let client = try RawClient(loop.address)
        try client.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 8000000\r\n\r\n")
        try client.send([UInt8](repeating: 65, count: 8_000_000))
        #expect(Reply.read(from: try client.rest()).replies.map(\.status) == [413])
    }

    @Test func `The application may allow a request a larger body than others`() throws {
        let loop = try LoopThread {
            let handler = ClosureHandler.echo()
            handler.bodyByteCountMax = { $0.path == "/large" ? 3_000_000 : nil }
            return handler
        }
        defer { loop.end() }
        for (path, byteCount, status) in [
            ("/large", 3_000_000, 200), ("/large", 3_000_001, 413), ("/other", 1_048_576, 200),
            ("/other", 1_048_577, 413),
        ] {
            let client = try RawClient(loop.address)
            try client.send(
                "POST \(path) HTTP/1.1\r\nHost: x\r\nContent-Length: \(byteCount)\r\n\r\n")
            if status == 200 { try client.send([UInt8](repeating: 65, count: byteCount)) }
            #expect(try client.replies(1).map(\.status) == [status], "\(path) \(byteCount)")
        }
    }

    @Test func `Answers that are given as the loop is about to block leave before it blocks`()
        throws
    {
        let loop = try LoopThread {
            let handler = ClosureHandler { handler, _, exchange in handler.kept.append(exchange) }
            handler.whenLoopWillWait = { handler in
                while !handler.kept.isEmpty {
                    handler.answer(handler.kept.removeFirst(), "flushed")
                }
            }
            return handler
        }
        defer { loop.end() }
        let client = try RawClient(loop.address)
        try client.send(String(repeating: "GET /a HTTP/1.1\r\nHost: x\r\n\r\n", count: 3))
        #expect(try client.replies(3).map(\.body) == ["flushed", "flushed", "flushed"])
    }

    @Test func `The peer is the client's address`() throws {
        let loop = try LoopThread { ClosureHandler { $0.answer($2, "\($2.peer.host)") } }
        defer { loop.end() }
        #expect(try RawClient(loop.address).get("/")?.body == "127.0.0.1")
    }
}
