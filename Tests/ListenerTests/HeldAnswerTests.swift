import Foundation
import HTTP
import Synchronization
import Testing

@testable import Listener

/// Answers that wait for a timer: who may end that early, and who gets their connections.
@Suite(.timeLimit(.minutes(1)))
struct HeldAnswerTests {
    private static let hour = 3_600_000

    /// A hold that a test creates and only the loop's thread uses.
    private final class Box: @unchecked Sendable {
        let hold = DeliveryHold()
        let handled = DispatchSemaphore(value: 0)
    }

    /// Delays the answers to `/delay` by an hour, paces those to `/pace`, and streams without an end for `/wait`.
    private static func loop(
        _ box: Box, clock: HandClock = HandClock(), connectionCountMax: Int = 10_000
    ) throws -> LoopThread {
        try LoopThread(connectionCountMax: connectionCountMax, clock: clock) {
            ClosureHandler { handler, request, exchange in
                let body = Array("abcdef".utf8)
                var delivery = Delivery(Response(status: 200, body: body), hold: box.hold)
                switch request.target {
                case "/delay": delivery.delayMilliseconds = hour
                case "/pace": delivery.manner = .trickle(bytesPerSecond: 1)
                case "/wait": delivery.response.body = .stream(ScriptedSource([.wait]))
                default: break
                }
                exchange.deliver(delivery, date: handler.date)
                box.handled.signal()
            }
        }
    }

    private static func client(_ loop: LoopThread, _ box: Box, _ target: String) throws -> RawClient {
        let client = try RawClient(loop.address)
        try client.send("GET \(target) HTTP/1.1\r\nHost: x\r\n\r\n")
        box.handled.wait()
        loop.settle()
        return client
    }

    private static func connectionCount(_ loop: LoopThread) -> Int {
        loop.ask { loop, _ in loop.connectionCount }
    }

    private static func isEmpty(_ box: Box, _ loop: LoopThread) -> Bool {
        loop.ask { _, _ in box.hold.isEmpty }
    }

    // MARK: Clients that left

    @Test(arguments: [false, true])
    func `The connection of a client that leaves during the delay of its answer is free`(byShutdown: Bool) throws {
        let box = Box()
        let loop = try Self.loop(box)
        defer { loop.end() }
        let client = try Self.client(loop, box, "/delay")
        #expect(Self.connectionCount(loop) == 1)
        #expect(!Self.isEmpty(box, loop))
        if byShutdown { client.shutdownWrite() } else { client.disconnect() }
        loop.settle()
        #expect(Self.connectionCount(loop) == 0)
        #expect(Self.isEmpty(box, loop))
    }

    @Test func `A client that left before the delay began is noticed too`() throws {
        let box = Box()
        let loop = try LoopThread(clock: HandClock()) {
            ClosureHandler { handler, _, exchange in handler.kept.append(exchange) }
        }
        defer { loop.end() }
        let client = try RawClient(loop.address)
        try client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        client.disconnect()
        loop.settle()
        #expect(Self.connectionCount(loop) == 1)
        loop.perform { _, handler in
            let delivery = Delivery(Response(status: 200), delayMilliseconds: Self.hour, hold: box.hold)
            handler.kept[0].deliver(delivery, date: handler.date)
        }
        loop.settle()
        #expect(Self.connectionCount(loop) == 0)
        #expect(Self.isEmpty(box, loop))
    }

    @Test func `A client that leaves behind requests that were not read yet is noticed`() throws {
        let box = Box()
        let loop = try Self.loop(box)
        defer { loop.end() }
        let client = try Self.client(loop, box, "/delay")
        // More than is read ahead, and few enough to fit into the socket with the end after them.
        try client.send([UInt8](repeating: 65, count: ConnectionState.unparsedByteCountMax + 20_000))
        client.shutdownWrite()
        loop.settle()
        #expect(Self.connectionCount(loop) == 0)
    }

    // MARK: Releasing

    @Test func `A released answer is sent without the rest of its delay`() throws {
        let box = Box()
        let loop = try Self.loop(box)
        defer { loop.end() }
        let clients = try (0..<3).map { _ in try Self.client(loop, box, "/delay") }
        for client in clients { #expect(client.hasNothingToRead()) }
        loop.perform { _, _ in box.hold.release() }
        for client in clients { #expect(try client.replies(1).map(\.body) == ["abcdef"]) }
        #expect(Self.isEmpty(box, loop))
        // And what is delivered later is not held at all.
        let late = try Self.client(loop, box, "/delay")
        #expect(try late.replies(1).map(\.body) == ["abcdef"])
        #expect(try clients[0].get("/pace")?.body == "abcdef")
    }

    @Test func `A released answer that is paced is sent at once from there on`() throws {
        let (box, clock) = (Box(), HandClock())
        let loop = try Self.loop(box, clock: clock)
        defer { loop.end() }
        let client = try Self.client(loop, box, "/pace")
        clock.advance(milliseconds: 1_000)
        loop.settle()
        #expect(!Self.isEmpty(box, loop))
        loop.perform { _, _ in box.hold.release() }
        #expect(try client.replies(1).map(\.body) == ["abcdef"])
        #expect(Self.isEmpty(box, loop))
        #expect(try client.get("/x")?.body == "abcdef")
    }

    @Test(arguments: [false, true])
    func `Only some of many held answers are sent in one turn`(byTimer: Bool) throws {
        let (box, clock) = (Box(), HandClock())
        let loop = try Self.loop(box, clock: clock)
        defer { loop.end() }
        let clients = try (0..<300).map { _ in try Self.client(loop, box, "/delay") }
        let left = Mutex<[Int]>([])
        loop.perform { loop, handler in
            handler.whenLoopWillWait = { [unowned loop] _ in
                let count = byTimer ? loop.timers.count : loop.pending.count
                left.withLock { $0.append(count) }
            }
            if byTimer { clock.advance(milliseconds: Int64(Self.hour)) } else { box.hold.release() }
        }
        for client in clients { #expect(try client.replies(1).map(\.body) == ["abcdef"]) }
        #expect(left.withLock { $0 }.contains { 1..<clients.count ~= $0 })
    }

    @Test func `An answer that was sent whole is not held any more`() throws {
        let (box, clock) = (Box(), HandClock())
        let loop = try Self.loop(box, clock: clock)
        defer { loop.end() }
        let (delayed, paced) = (try Self.client(loop, box, "/delay"), try Self.client(loop, box, "/pace"))
        #expect(!Self.isEmpty(box, loop))
        clock.advance(milliseconds: Int64(Self.hour))
        for client in [delayed, paced] { #expect(try client.replies(1).map(\.body) == ["abcdef"]) }
        loop.settle()
        #expect(Self.isEmpty(box, loop))
    }

    // MARK: Giving way

    @Test(arguments: ["/delay", "/pace", "/wait"])
    func `When all connections are held, the oldest gives way to a new one`(target: String) throws {
        let (box, clock) = (Box(), HandClock())
        let loop = try Self.loop(box, clock: clock, connectionCountMax: 2)
        defer { loop.end() }
        let oldest = try Self.client(loop, box, target)
        clock.advance(milliseconds: 1)
        let other = try Self.client(loop, box, target)
        // A short delay is kept: what is over the limit is refused.
        let refused = try RawClient(loop.address)
        #expect(Reply.read(from: try refused.rest()).replies.map(\.body) == ["too many"])
        clock.advance(milliseconds: 1_000)
        let new = try RawClient(loop.address)
        #expect(try new.get("/new")?.body == "abcdef")
        // Reads to the end of the connection; the head of a paced or streamed answer had left before.
        #expect(Reply.read(from: try oldest.rest()).replies.isEmpty)
        #expect(Self.connectionCount(loop) == 2)
        if target == "/delay" { #expect(other.hasNothingToRead()) }
    }

    @Test func `Idle connections give way first, then held ones, then streams`() throws {
        let (box, clock) = (Box(), HandClock())
        let loop = try Self.loop(box, clock: clock, connectionCountMax: 3)
        defer { loop.end() }
        let stream = try Self.client(loop, box, "/wait")
        let held = try Self.client(loop, box, "/delay")
        let idle = try Self.client(loop, box, "/idle")
        #expect(try idle.replies(1).count == 1)
        clock.advance(milliseconds: 2_000)
        var others: [RawClient] = []
        for next in [idle, held, stream] {
            #expect(Self.connectionCount(loop) == 3)
            let other = try RawClient(loop.address)
            #expect(try other.get("/other")?.body == "abcdef")
            others.append(other)
            if next === held { #expect(try held.rest().isEmpty) } else { _ = try next.rest() }
        }
    }
}
