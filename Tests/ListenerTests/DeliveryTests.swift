import Foundation
import HTTP
import Listener
import Testing

/// Each manner of delivery, as a client sees it over a real socket.
@Suite(.timeLimit(.minutes(1)))
struct DeliveryTests {
    private static let get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"

    /// Answers every request with this body in this manner, and signals each time when it has done so.
    private static func loop(
        _ body: String, delayMilliseconds: Int = 0, _ manner: Delivery.Manner, clock: HandClock = HandClock(),
        handled: DispatchSemaphore = DispatchSemaphore(value: 0)
    ) throws -> LoopThread {
        try LoopThread(clock: clock) {
            ClosureHandler { handler, _, exchange in
                defer { handled.signal() }
                let response = Response(status: 200, body: Array(body.utf8))
                let delivery = Delivery(response, delayMilliseconds: delayMilliseconds, manner: manner)
                exchange.deliver(delivery, date: handler.date)
            }
        }
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private static func head(byteCount: Int) -> String {
        "HTTP/1.1 200 OK\r\nDate: Fri, 13 Feb 2026 12:00:00 GMT\r\nContent-Length: \(byteCount)\r\n\r\n"
    }

    @Test func `A whole answer leaves at once, and the connection stays open`() throws {
        let loop = try Self.loop("abcdef", .respond)
        defer { loop.end() }
        let client = try RawClient(loop.address)
        try client.send(Self.get + Self.get)
        #expect(try client.replies(2).map(\.body) == ["abcdef", "abcdef"])
    }

    @Test func `A truncated answer announces its whole length, and ends early`() throws {
        let loop = try Self.loop("abcdef", .truncate(afterBytes: 2))
        defer { loop.end() }
        let client = try RawClient(loop.address)
        try client.send(Self.get)
        #expect(Self.text(try client.rest()) == Self.head(byteCount: 6) + "ab")
    }

    @Test func `A truncated answer that is larger than the socket's buffers ends at its byte`() throws {
        let loop = try Self.loop(String(repeating: "x", count: 20_000_000), .truncate(afterBytes: 15_000_000))
        defer { loop.end() }
        let client = try RawClient(loop.address, receiveBufferByteCount: 65_536)
        try client.send(Self.get)
        #expect(try client.rest().count == Self.head(byteCount: 20_000_000).utf8.count + 15_000_000)
    }

    @Test func `A dropped answer is an end without a byte`() throws {
        let loop = try Self.loop("abcdef", .drop)
        defer { loop.end() }
        let client = try RawClient(loop.address)
        try client.send(Self.get)
        #expect(try client.rest().isEmpty)
    }

    @Test func `A dropped answer is an end also for a client that is still sending`() throws {
        let handled = DispatchSemaphore(value: 0)
        let loop = try Self.loop("abcdef", .drop, handled: handled)
        defer { loop.end() }
        let client = try RawClient(loop.address)
        try client.send(Self.get)
        handled.wait()
        try client.send(Self.get)
        #expect(try client.rest().isEmpty)
    }

    @Test func `A reset answer is an error without a byte`() throws {
        let loop = try Self.loop("abcdef", .reset)
        defer { loop.end() }
        let client = try RawClient(loop.address)
        #expect(throws: RawClient.Failure(errorNumber: ECONNRESET)) { try client.get("/") }
    }

    @Test(arguments: [
        (Delivery.Manner.respond, Result<[UInt8], RawClient.Failure>.success([72])),
        (.truncate(afterBytes: 1), .success([72])), (.trickle(bytesPerSecond: 1_000), .success([72])),
        (.drop, .success([])), (.reset, .failure(RawClient.Failure(errorNumber: ECONNRESET))),
    ])
    func `A delay holds back every byte, and the end of the connection`(
        manner: Delivery.Manner, first: Result<[UInt8], RawClient.Failure>
    ) throws {
        let (clock, handled) = (HandClock(), DispatchSemaphore(value: 0))
        let loop = try Self.loop("ab", delayMilliseconds: 500, manner, clock: clock, handled: handled)
        defer { loop.end() }
        let client = try RawClient(loop.address)
        try client.send(Self.get)
        handled.wait()
        clock.advance(milliseconds: 499)
        loop.settle()
        #expect(client.hasNothingToRead())
        clock.advance(milliseconds: 1)
        loop.settle()
        #expect(Result { () throws(RawClient.Failure) in try client.receive(byteCountMax: 1) } == first)
    }

    @Test func `A delayed answer has the date that it was given`() throws {
        let (clock, handled) = (HandClock(), DispatchSemaphore(value: 0))
        let loop = try LoopThread(clock: clock) {
            ClosureHandler { _, _, exchange in
                let delivery = Delivery(Response(status: 200), delayMilliseconds: 500)
                exchange.deliver(delivery, date: "Sun, 06 Nov 1994 08:49:37 GMT")
                exchange.deliver(Delivery(Response(status: 500)), date: "the second answer to one request")
                handled.signal()
            }
        }
        defer { loop.end() }
        let client = try RawClient(loop.address)
        try client.send(Self.get)
        handled.wait()
        clock.advance(milliseconds: 500)
        loop.settle()
        let replies = try client.replies(1)
        #expect(replies.map(\.status) == [200])
        #expect(replies.map { $0.fields["date"] } == ["Sun, 06 Nov 1994 08:49:37 GMT"])
    }

    @Test func `A slow answer does not delay other connections`() throws {
        let (clock, slowHandled) = (HandClock(), DispatchSemaphore(value: 0))
        let loop = try LoopThread(clock: clock) {
            ClosureHandler { handler, request, exchange in
                let response = Response(status: 200, body: Array(request.target.utf8))
                let delay = request.target == "/slow" ? 500 : 0
                exchange.deliver(Delivery(response, delayMilliseconds: delay), date: handler.date)
                if delay > 0 { slowHandled.signal() }
            }
        }
        defer { loop.end() }
        let (slow, fast) = (try RawClient(loop.address), try RawClient(loop.address))
        try slow.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
        slowHandled.wait()
        #expect(try fast.get("/fast")?.body == "/fast")
        clock.advance(milliseconds: 500)
        loop.settle()
        #expect(try slow.replies(1).map(\.body) == ["/slow"])
    }

    @Test(arguments: [true, false])
    func `A delayed stream is cancelled when its client, or the loop, has gone`(byClient: Bool) throws {
        let (handled, cancelled) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let source = CountingSource(byteCount: 1) { cancelled.signal() }
        let loop = try LoopThread(clock: HandClock()) {
            ClosureHandler { handler, _, exchange in
                let response = Response(status: 200, body: .stream(source))
                exchange.deliver(Delivery(response, delayMilliseconds: 500), date: handler.date)
                handled.signal()
            }
        }
        let client = try RawClient(loop.address)
        try client.send(Self.get)
        handled.wait()
        #expect(cancelled.wait(timeout: .now()) == .timedOut)
        if byClient {
            client.disconnect(reset: true)
            cancelled.wait()
        }
        loop.end()
        if !byClient { #expect(cancelled.wait(timeout: .now()) == .success) }
        #expect(source.givenByteCount == 0)
    }
}

// MARK: - Trickling

extension DeliveryTests {
    @Test func `A trickled answer comes at its rate after its head, and the connection stays open`() throws {
        let clock = HandClock()
        let loop = try Self.loop("abcdef", .trickle(bytesPerSecond: 4), clock: clock)
        defer { loop.end() }
        let client = try RawClient(loop.address)
        try client.send(Self.get)
        let head = Self.head(byteCount: 6)
        #expect(Self.text(try client.receive(exactly: head.utf8.count)) == head)
        for (milliseconds, bytes) in [(250, "a"), (249, ""), (1, "b"), (500, "cd"), (10_000, "ef")] {
            clock.advance(milliseconds: Int64(milliseconds))
            loop.settle()
            #expect(Self.text(try client.receive(exactly: bytes.utf8.count)) == bytes)
            #expect(client.hasNothingToRead())
        }
        try client.send(Self.get)
        #expect(Self.text(try client.receive(exactly: head.utf8.count)) == head)
    }

    @Test func `A trickled stream is chunked, and a source that waited gets no burst`() throws {
        let clock = HandClock()
        let loop = try LoopThread(clock: clock) {
            let source = ScriptedSource([.bytes(Array("ab".utf8)), .wait, .bytes(Array("cdef".utf8)), .end])
            let handler = ClosureHandler { handler, _, exchange in
                let response = Response(status: 200, body: .stream(source))
                exchange.deliver(Delivery(response, manner: .trickle(bytesPerSecond: 2)), date: handler.date)
            }
            handler.wakeSource = { source.resume?() }
            return handler
        }
        defer { loop.end() }
        let client = try RawClient(loop.address)
        try client.send(Self.get)
        func receive(after milliseconds: Int64, _ bytes: String) throws {
            clock.advance(milliseconds: milliseconds)
            loop.settle()
            #expect(Self.text(try client.receive(exactly: bytes.utf8.count)) == bytes)
            #expect(client.hasNothingToRead())
        }
        let head =
            "HTTP/1.1 200 OK\r\nDate: Fri, 13 Feb 2026 12:00:00 GMT\r\nTransfer-Encoding: chunked\r\n\r\n"
        try receive(after: 0, head)
        try receive(after: 1_000, "2\r\nab\r\n")
        try receive(after: 60_000, "")
        loop.perform { _, handler in handler.wakeSource?() }
        loop.settle()
        try receive(after: 499, "")
        try receive(after: 1, "1\r\nc\r\n")
        try receive(after: 1_500, "3\r\ndef\r\n")
        try receive(after: 500, "0\r\n\r\n")
    }

    @Test(arguments: [0, -1, Int.min, Int.max])
    func `A senseless rate neither traps nor hangs`(rate: Int) throws {
        let clock = HandClock()
        let loop = try Self.loop("abc", .trickle(bytesPerSecond: rate), clock: clock)
        defer { loop.end() }
        let client = try RawClient(loop.address)
        try client.send(Self.get)
        #expect(Self.text(try client.receive(exactly: Self.head(byteCount: 3).utf8.count)).hasSuffix("\r\n\r\n"))
        clock.advance(milliseconds: 3_000)
        loop.settle()
        #expect(Self.text(try client.receive(exactly: 3)) == "abc")
    }

    @Test func `A client that leaves a trickled stream cancels its source`() throws {
        let cancelled = DispatchSemaphore(value: 0)
        let clock = HandClock()
        let loop = try LoopThread(clock: clock) {
            ClosureHandler { handler, _, exchange in
                let source = CountingSource(byteCount: .max) { cancelled.signal() }
                let response = Response(status: 200, body: .stream(source))
                exchange.deliver(Delivery(response, manner: .trickle(bytesPerSecond: 10)), date: handler.date)
            }
        }
        defer { loop.end() }
        let client = try RawClient(loop.address)
        try client.send(Self.get)
        #expect(try !client.receive(byteCountMax: 1).isEmpty)
        #expect(cancelled.wait(timeout: .now()) == .timedOut)
        client.disconnect(reset: true)
        cancelled.wait()
    }
}
