import Foundation
import HTTP
import Listener
import Testing

/// Streams over real sockets.
@Suite(.timeLimit(.minutes(1)))
struct EventLoopStreamTests {
    private static func loop(_ source: CountingSource) throws -> LoopThread {
        try LoopThread {
            ClosureHandler { handler, _, exchange in
                exchange.deliver(Delivery(Response(status: 200, body: .stream(source))), date: handler.date)
            }
        }
    }

    /// What a socket's two ends may hold on a machine with usual settings (`tcp_wmem` and `tcp_rmem`), and a chunk.
    private static let kernelByteCountMax = 8_000_000

    @Test func `A slow reader slows the source down and gets every byte`() throws {
        let byteCount = 20_000_000
        let source = CountingSource(byteCount: byteCount)
        let loop = try Self.loop(source)
        defer { loop.end() }
        let client = try RawClient(loop.address, receiveBufferByteCount: 65_536)
        try client.send("GET / HTTP/1.0\r\n\r\n")
        var bytes: [UInt8] = []
        for _ in 0..<10 {
            loop.settle()
            #expect(source.givenByteCount < bytes.count + Self.kernelByteCountMax)
            bytes += try client.receive(exactly: 500_000)
        }
        bytes += try client.rest()
        let body = try #require(bytes.firstRange(of: "\r\n\r\n".utf8).map { bytes[$0.upperBound...] })
        #expect(body.count == byteCount)
        for start in stride(from: 0, to: byteCount, by: 50_000) {
            let part = body.dropFirst(start).prefix(50_000)
            #expect(part.elementsEqual(CountingSource.bytes(start..<start + 50_000)))
        }
    }

    @Test func `Others are served while a stream goes to a fast reader`() throws {
        let source = CountingSource(byteCount: .max)
        let loop = try LoopThread {
            ClosureHandler { handler, request, exchange in
                if request.target == "/stream" {
                    exchange.deliver(Delivery(Response(status: 200, body: .stream(source))), date: handler.date)
                } else {
                    handler.answer(exchange, "other")
                }
            }
        }
        defer { loop.end() }
        let reader = try RawClient(loop.address)
        try reader.send("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n")
        let other = try RawClient(loop.address)
        for _ in 0..<10 {
            _ = try reader.receive(exactly: 1_000_000)
            #expect(try other.get("/")?.body == "other")
        }
    }

    @Test(arguments: [true, false])
    func `A client that vanishes in the middle cancels the source`(resets: Bool) throws {
        let cancelled = DispatchSemaphore(value: 0)
        let loop = try Self.loop(CountingSource(byteCount: .max) { cancelled.signal() })
        defer { loop.end() }
        let client = try RawClient(loop.address)
        try client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        _ = try client.receive(exactly: 100_000)
        client.disconnect(reset: resets)
        cancelled.wait()
        #expect(loop.ask { loop, _ in loop.connectionCount } == 0)
    }

    @Test func `A source that waits is asked again when it says so`() throws {
        let loop = try LoopThread {
            let source = ScriptedSource([.bytes([65]), .wait, .bytes([66]), .end])
            let handler = ClosureHandler { handler, _, exchange in
                exchange.deliver(Delivery(Response(status: 200, body: .stream(source))), date: handler.date)
            }
            handler.wakeSource = { source.resume?() }
            return handler
        }
        defer { loop.end() }
        let client = try RawClient(loop.address)
        try client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        loop.settle()
        loop.perform { _, handler in handler.wakeSource?() }
        #expect(try client.replies(1).map(\.body) == ["AB"])
        loop.perform { _, handler in handler.wakeSource?() }
        try client.send("HEAD / HTTP/1.0\r\n\r\n")
        #expect(String(decoding: try client.rest(), as: UTF8.self).hasSuffix("Connection: close\r\n\r\n"))
    }

    @Test func `The end of the loop cancels its streams`() throws {
        let cancelled = DispatchSemaphore(value: 0)
        let loop = try Self.loop(CountingSource(byteCount: .max) { cancelled.signal() })
        let client = try RawClient(loop.address)
        try client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        _ = try client.receive(exactly: 1_000)
        loop.end()
        #expect(cancelled.wait(timeout: .now()) == .success)
    }
}
