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

    @Test func `A reset is a broken connection for the client`() throws {
        let loop = try LoopThread {
            ClosureHandler { $2.deliver(Delivery(Response(status: 200), manner: .reset), date: $0.date) }
        }
        defer { loop.end() }
        let client = try RawClient(loop.address)
        #expect(throws: RawClient.Failure(errorNumber: ECONNRESET)) { try client.get("/") }
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
            let faults: [Delivery.Manner] = [.drop, .reset, .truncate(afterBytes: 1), .trickle(bytesPerSecond: 1)]
            for manner in faults {
                handler.kept[0].deliver(Delivery(Response(status: 500), manner: manner), date: handler.date)
            }
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
            handler.kept[0].deliver(Delivery(Response(status: 200, body: .stream(source))), date: handler.date)
        }
        #expect(cancelled.wait(timeout: .now()) == .success)
    }
}
