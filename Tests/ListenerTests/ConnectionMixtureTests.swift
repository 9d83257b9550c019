import HTTP
import Testing

@testable import Listener
import UnderstudyTesting

/// What a client gets does not depend on how its bytes were split, when answers came, or how the socket took them.
struct ConnectionMixtureTests {
    private static let requests = [
        "GET /get HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST /sized HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello",
        "POST /chunked HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
        "PUT /stream HTTP/1.1\r\nHost: x\r\n\r\n",
    ]

    @Test(arguments: UInt64(1)...50)
    func `Answers are the same however bytes and events fall`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let sent = try (0..<20).map { _ in try #require(Self.requests.randomElement(using: &random)) }
        var probe = ConnectionProbe()
        probe.application = .waits
        var unsent = Array(sent.joined().utf8)[...]
        var answeredCount = 0
        for _ in 0..<100_000 where answeredCount < sent.count || !probe.state.output.isEmpty {
            switch Int.random(in: 0..<3, using: &random) {
            case 0:
                let piece = unsent.prefix(Int.random(in: 1..<80, using: &random))
                unsent = unsent.dropFirst(piece.count)
                if !piece.isEmpty { probe.receive([Array(piece)]) }
            case 1: probe.makeRoom(Int.random(in: 0..<100, using: &random))
            default:
                guard answeredCount < probe.targets.count else { continue }
                Self.answer(&probe, probe.targets[answeredCount])
                answeredCount += 1
            }
        }
        let expected = try sent.map { try #require($0.split(separator: " ").dropFirst().first) }
        #expect(probe.targets == expected.map { String($0) }, "seed \(seed)")
        #expect(probe.bodies == probe.targets, "seed \(seed)")
        #expect(Reply.read(from: probe.written).rest.isEmpty, "seed \(seed)")
    }

    private static func answer(_ probe: inout ConnectionProbe, _ target: String) {
        let body = Array(target.utf8)
        guard target == "/stream" else {
            probe.respond(Response(status: 200, body: body))
            return
        }
        probe.stream(ScriptedSource([.bytes(Array(body.prefix(3))), .bytes(Array(body.dropFirst(3))), .end]))
    }
}
