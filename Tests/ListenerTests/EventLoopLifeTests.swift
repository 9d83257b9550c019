import Foundation
import HTTP
import Testing

@testable import Listener

/// Listening, limits, time, wake-ups, signals and the end.
@Suite(.timeLimit(.minutes(1)))
struct EventLoopLifeTests {
    private static let keeper: @Sendable () -> ClosureHandler = {
        ClosureHandler { handler, _, exchange in handler.kept.append(exchange) }
    }

    @Test func `A port in use is refused by name`() throws {
        let loop = try LoopThread()
        defer { loop.end() }
        let address = loop.address
        let other = try EventLoop(configuration: EventLoop.Configuration(), handler: ClosureHandler.echo())
        #expect(throws: ListenError.portInUse(address)) { try other.listen(on: address) }
    }

    @Test func `An address of another machine is refused by name`() throws {
        let loop = try EventLoop(configuration: EventLoop.Configuration(), handler: ClosureHandler.echo())
        let address = try #require(SocketAddress(host: "192.0.2.1", port: 0))
        #expect(throws: ListenError.addressNotAvailable(address)) { try loop.listen(on: address) }
    }

    @Test func `Both loopback addresses can have the same port`() throws {
        let loop = try EventLoop(configuration: EventLoop.Configuration(), handler: ClosureHandler.echo())
        let v6 = try #require(SocketAddress(host: "::1", port: 0))
        do throws(ListenError) {
            let bound = try loop.listen(on: v6)
            #expect(bound.port != 0)
            #expect(throws: Never.self) { try loop.listen(on: SocketAddress(host: .v4(0x7F00_0001), port: bound.port)) }
        } catch {
            #expect(error == .addressNotAvailable(v6))
        }
    }

    @Test func `A connection over the limit is refused, and one after a close is served`() throws {
        let loop = try LoopThread(connectionCountMax: 2)
        defer { loop.end() }
        let clients = try (0..<2).map { _ in try RawClient(loop.address) }
        for client in clients { #expect(try client.get("/")?.status == 200) }
        let refused = try RawClient(loop.address)
        try refused.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(Reply.read(from: try refused.rest()).replies.map(\.body) == ["too many"])
        clients[0].disconnect()
        loop.settle()
        #expect(try RawClient(loop.address).get("/")?.status == 200)
    }

    @Test func `A connection over the limit replaces the one that has been idle longest, for a second at least`() throws
    {
        let clock = HandClock()
        let loop = try LoopThread(connectionCountMax: 3, clock: clock)
        defer { loop.end() }
        let busy = try RawClient(loop.address)
        try busy.send("GET /half")
        loop.settle()
        let old = try RawClient(loop.address)
        #expect(try old.get("/")?.status == 200)
        clock.advance(milliseconds: 10)
        let young = try RawClient(loop.address)
        #expect(try young.get("/")?.status == 200)
        clock.advance(milliseconds: 1_000)
        let new = try RawClient(loop.address)
        #expect(try new.get("/new")?.body == "/new")
        #expect(try old.rest().isEmpty)
        let next = try RawClient(loop.address)
        #expect(try next.get("/")?.status == 200)
        #expect(try young.rest().isEmpty)
        let refused = try RawClient(loop.address)
        #expect(Reply.read(from: try refused.rest()).replies.map(\.body) == ["too many"])
        try busy.send(" HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(try busy.replies(1).map(\.body) == ["/half"])
    }

    @Test func `Incomplete bodies that are too many together are refused, and those before them are not`() throws {
        let loop = try LoopThread(heldByteCountMax: 100_000)
        defer { loop.end() }
        let head = "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 90000\r\n\r\n"
        func begin() throws -> RawClient {
            let client = try RawClient(loop.address)
            try client.send(head)
            try client.send([UInt8](repeating: 65, count: 60_000))
            loop.settle()
            return client
        }
        let first = try begin()
        #expect(loop.ask { loop, _ in loop.heldByteCount } == 60_000 + head.utf8.count)
        let second = try begin()
        let answer = Reply.read(from: try second.rest()).replies
        #expect(answer.map(\.status) == [503])
        #expect(answer.map(\.body) == ["There are too many incomplete request bodies."])
        #expect(loop.ask { loop, _ in loop.heldByteCount } == 60_000 + head.utf8.count)
        let small = try RawClient(loop.address)
        try small.send("POST /small HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{")
        loop.settle()
        try small.send("}")
        #expect(try small.replies(1).map(\.body) == ["/small"])
        try first.send([UInt8](repeating: 65, count: 30_000))
        #expect(try first.replies(1).map(\.body) == ["/a"])
        let third = try begin()
        third.disconnect()
        loop.settle()
        #expect(loop.ask { loop, _ in loop.heldByteCount } == 0)
    }

    @Test func `Clients that have had their time are closed`() throws {
        let clock = HandClock()
        let loop = try LoopThread(clock: clock)
        defer { loop.end() }
        let (idle, slow) = (try RawClient(loop.address), try RawClient(loop.address))
        #expect(try idle.get("/")?.status == 200)
        try slow.send("GET /")
        loop.settle()
        clock.advance(milliseconds: 29_999)
        loop.settle()
        #expect(loop.ask { loop, _ in loop.connectionCount } == 2)
        clock.advance(milliseconds: 1_000)
        loop.settle()
        let answer = Reply.read(from: try slow.rest()).replies
        #expect(answer.map(\.status) == [408])
        #expect(answer.map(\.body) == ["The request was not complete after 30 s."])
        slow.disconnect()
        loop.settle()
        #expect(loop.ask { loop, _ in loop.connectionCount } == 1)
        clock.advance(milliseconds: 45_000)
        loop.settle()
        #expect(try idle.rest().isEmpty)
    }

    @Test func `Timers run in order, and cancelled ones do not`() throws {
        let clock = HandClock()
        let loop = try LoopThread(clock: clock, handler: Self.keeper)
        defer { loop.end() }
        let order = Order()
        loop.perform { loop, _ in
            loop.schedule(afterMilliseconds: 20) { order.append("late") }
            loop.schedule(afterMilliseconds: 10) { order.append("early") }
            loop.cancel(loop.schedule(afterMilliseconds: 15) { order.append("cancelled") })
        }
        clock.advance(milliseconds: 20)
        loop.settle()
        #expect(order.words == ["early", "late"])
    }

    @Test func `A signal comes as a call`() throws {
        let loop = try LoopThread()
        defer { loop.end() }
        let came = DispatchSemaphore(value: 0)
        loop.perform { loop, _ in
            loop.watchSignals([SIGUSR1]) { signal in if signal == SIGUSR1 { came.signal() } }
            raise(SIGUSR1)
        }
        came.wait()
    }

    @Test func `A stop that comes before the start ends the run at once`() throws {
        let loop = try EventLoop(configuration: EventLoop.Configuration(), handler: ClosureHandler.echo())
        loop.stop()
        loop.run()
        loop.stopNow()
        loop.run()
    }

    @Test func `A graceful stop finishes what is in flight and nothing else`() throws {
        let loop = try LoopThread(handler: Self.keeper)
        let (idle, busy) = (try RawClient(loop.address), try RawClient(loop.address))
        try busy.send("GET /busy HTTP/1.1\r\nHost: x\r\n\r\n")
        loop.settle()
        loop.perform { loop, _ in loop.stop() }
        #expect(try idle.rest().isEmpty)
        #expect(throws: RawClient.Failure(errorNumber: ECONNREFUSED)) { try RawClient(loop.address) }
        loop.perform { _, handler in handler.answer(handler.kept.removeFirst(), "finished") }
        let replies = Reply.read(from: try busy.rest()).replies
        #expect(replies.map(\.body) == ["finished"])
        #expect(replies.map(\.closes) == [true])
        busy.disconnect()
        loop.join()
    }

    @Test func `A graceful stop does not wait for ever`() throws {
        let clock = HandClock()
        let loop = try LoopThread(clock: clock, handler: Self.keeper)
        let busy = try RawClient(loop.address)
        try busy.send("GET /busy HTTP/1.1\r\nHost: x\r\n\r\n")
        loop.settle()
        loop.perform { loop, _ in
            loop.stop()
            // What is still there at the bound is cut off; the wake-up makes the loop look at the moved clock.
            loop.schedule(afterMilliseconds: 4_999) { clock.advance(milliseconds: 1) }
            clock.advance(milliseconds: 4_999)
        }
        loop.join()
        #expect(try busy.rest().isEmpty)
    }
}
