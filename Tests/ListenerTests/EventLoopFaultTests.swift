import Foundation
import HTTP
import Listener
import Testing

/// Answers that go wrong on purpose, and exchanges that are used when they should not be.
@Suite(.timeLimit(.minutes(1)))
struct EventLoopFaultTests {
    private static let keeper: @Sendable () -> ClosureHandler = {
        ClosureHandler { handler, _, exchange in handler.kept.append(exchange) }
    }

    @Test func `A dropped request is a reset for the client`() throws {
        let loop = try LoopThread { ClosureHandler { $2.drop() } }
        defer { loop.end() }
        let client = try RawClient(loop.address)
        #expect(throws: RawClient.Failure(errorNumber: ECONNRESET)) { try client.get("/") }
    }

    @Test func `A truncated answer ends early`() throws {
        let loop = try LoopThread {
            ClosureHandler { handler, _, exchange in
                let response = Response(status: 200, body: Array("abcdef".utf8))
                exchange.respondTruncated(response, date: handler.date, bodyByteCount: 2)
            }
        }
        defer { loop.end() }
        let client = try RawClient(loop.address)
        try client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        let text = String(decoding: try client.rest(), as: UTF8.self)
        #expect(text.contains("Content-Length: 6\r\n"))
        #expect(text.hasSuffix("\r\n\r\nab"))
    }

    @Test func `A delayed answer comes when its time has come`() throws {
        let clock = HandClock()
        let loop = try LoopThread(clock: clock) {
            ClosureHandler { handler, request, exchange in
                let response = Response(status: 200, body: Array(request.target.utf8))
                exchange.respond(response, date: handler.date, afterMilliseconds: request.target == "/slow" ? 500 : 0)
            }
        }
        defer { loop.end() }
        let (slow, fast) = (try RawClient(loop.address), try RawClient(loop.address))
        try slow.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(try fast.get("/fast")?.body == "/fast")
        clock.advance(milliseconds: 500)
        loop.settle()
        #expect(try slow.replies(1).map(\.body) == ["/slow"])
    }

    @Test func `An exchange whose connection is gone does nothing to its successor`() throws {
        let loop = try LoopThread(handler: Self.keeper)
        defer { loop.end() }
        let first = try RawClient(loop.address)
        try first.send("GET /first HTTP/1.1\r\nHost: x\r\n\r\n")
        loop.settle()
        first.disconnect(reset: true)
        loop.settle()
        #expect(loop.ask { loop, _ in loop.connectionCount } == 0)
        let second = try RawClient(loop.address)
        try second.send("GET /second HTTP/1.1\r\nHost: x\r\n\r\n")
        loop.settle()
        loop.perform { _, handler in
            handler.answer(handler.kept[0], "for the first")
            handler.kept[0].drop()
            handler.kept[0].resume()
            handler.answer(handler.kept[1], "for the second")
            handler.answer(handler.kept[1], "once more")
        }
        #expect(try second.replies(1).map(\.body) == ["for the second"])
        second.shutdownWrite()
        #expect(try second.rest().isEmpty)
    }

    @Test func `The source of a stream for nobody is cancelled`() throws {
        let loop = try LoopThread(handler: Self.keeper)
        defer { loop.end() }
        let client = try RawClient(loop.address)
        try client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        loop.settle()
        client.disconnect(reset: true)
        loop.settle()
        let cancelled = DispatchSemaphore(value: 0)
        loop.perform { _, handler in
            let source = CountingSource(byteCount: 1) { cancelled.signal() }
            handler.kept[0].stream(Response(status: 200), date: handler.date, from: source)
        }
        #expect(cancelled.wait(timeout: .now()) == .success)
    }
}
