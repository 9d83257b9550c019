import HTTP
import Testing

@testable import Listener

/// What a client that sends many requests at once may cost the others.
struct EventLoopFairnessTests {
    private static let get = "GET /many HTTP/1.1\r\nHost: x\r\n\r\n"

    /// A loop with two clients that have sent: one a hundred requests, one a single one.
    private func play(_ clock: HandClock, _ handler: ClosureHandler) throws -> [Int] {
        var configuration = EventLoop.Configuration()
        configuration.clock = { clock.now }
        let loop = try EventLoop(configuration: configuration, handler: handler)
        let address = try loop.listen(on: SocketAddress(host: .v4(0x7F00_0001), port: 0))
        let (greedy, modest) = (try RawClient(address), try RawClient(address))
        try greedy.send(String(repeating: Self.get, count: 100))
        try modest.send("GET /one HTTP/1.1\r\nHost: x\r\n\r\n")
        var counts: [Int] = []
        // A safety net: it takes far fewer turns.
        while handler.answerCount < 101, counts.count < 1_000 {
            loop.runOneIteration()
            counts.append(handler.answerCount)
        }
        #expect(try greedy.replies(100).count == 100)
        #expect(try modest.replies(1).map(\.body) == ["/one"])
        return zip(counts, [0] + counts).map { $0 - $1 }
    }

    @Test func `Slow requests of one connection are spread over turns of the loop`() throws {
        let clock = HandClock()
        let handler = ClosureHandler { handler, request, exchange in
            clock.advance(milliseconds: 10)
            handler.answer(exchange, request.target)
        }
        #expect(try play(clock, handler).allSatisfy { $0 <= 4 })
    }

    /// How many pieces of a streamed answer each turn makes; the client reads as fast as it can.
    private func piecesPerTurn(millisecondsPerPiece: Int) throws -> [Int] {
        let clock = HandClock()
        var configuration = EventLoop.Configuration()
        configuration.clock = { clock.now }
        let source = SlowSource(clock: clock, milliseconds: millisecondsPerPiece, pieceCount: 20)
        let handler = ClosureHandler { _, _, exchange in
            exchange.deliver(Delivery(Response(status: 200, body: .stream(source))), date: "")
        }
        let loop = try EventLoop(configuration: configuration, handler: handler)
        let address = try loop.listen(on: SocketAddress(host: .v4(0x7F00_0001), port: 0))
        let client = try RawClient(address)
        try client.send(Self.get)
        var counts: [Int] = []
        while source.pieceCount > 0, counts.count < 1_000 {
            let before = source.pieceCount
            loop.runOneIteration()
            counts.append(before - source.pieceCount)
        }
        #expect(source.pieceCount == 0)
        return counts
    }

    @Test func `Slow pieces of an answer are made in turns of their own`() throws {
        #expect(try piecesPerTurn(millisecondsPerPiece: 3).allSatisfy { $0 <= 1 })
    }

    @Test func `Fast pieces of an answer share a turn`() throws {
        #expect(try piecesPerTurn(millisecondsPerPiece: 0).contains { $0 > 5 })
    }

    @Test func `Fast requests of one connection share a turn`() throws {
        #expect(try play(HandClock(), ClosureHandler.echo()).contains { $0 >= 100 })
    }

    @Test func `Requests that are answered as the loop is about to block are spread over turns too`() throws {
        let handler = ClosureHandler { handler, _, exchange in handler.kept.append(exchange) }
        handler.whenLoopWillWait = { handler in
            while !handler.kept.isEmpty { handler.answer(handler.kept.removeFirst(), "/one") }
        }
        #expect(try play(HandClock(), handler).allSatisfy { $0 <= 9 })
    }
}

/// A short body whose pieces take time.
private final class SlowSource: BodySource {
    private let clock: HandClock
    private let milliseconds: Int
    /// How many pieces are left.
    private(set) var pieceCount: Int

    init(clock: HandClock, milliseconds: Int, pieceCount: Int) {
        self.clock = clock
        self.milliseconds = milliseconds
        self.pieceCount = pieceCount
    }

    func next(byteCountMax: Int) -> BodyChunk {
        guard pieceCount > 0 else { return .end }
        pieceCount -= 1
        clock.advance(milliseconds: Int64(milliseconds))
        return .bytes([UInt8(ascii: "x")])
    }

    func cancel() {}
}
