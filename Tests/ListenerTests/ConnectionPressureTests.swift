import HTTP
import Testing

@testable import Listener

/// Limits of buffered data for a client: reading stops above the limits and continues below them.
struct ConnectionPressureTests {
    private static let target = "/" + String(repeating: "a", count: 900)
    private static let get = "GET \(target) HTTP/1.1\r\nHost: x\r\n\r\n"
    private static let piece = [UInt8](String(repeating: get, count: 40).utf8)

    @Test func `What is sent ahead is read up to a limit while the application is at work`() {
        var probe = ConnectionProbe()
        probe.application = .waits
        probe.receive(Array(repeating: Self.piece, count: 100))
        let readByteCount = 100 * Self.piece.count - probe.unreadByteCount
        #expect(readByteCount >= ConnectionState.unparsedByteCountMax)
        #expect(readByteCount < ConnectionState.unparsedByteCountMax + 2 * Self.piece.count)
        #expect(probe.targets.count == 1)
    }

    @Test func `Reading continues when the application has caught up`() {
        var probe = ConnectionProbe()
        probe.application = .waits
        probe.receive(Array(repeating: Self.piece, count: 100))
        probe.application = .echoes
        probe.respond(Response(status: 200))
        #expect(probe.unreadByteCount == 0)
        #expect(probe.replies.count == 4_000)
    }

    @Test func `No request is read or handled while too many answers are unread`() {
        var probe = ConnectionProbe()
        probe.room = 0
        probe.receive(Array(repeating: Self.piece, count: 100))
        #expect(probe.state.output.unsentByteCount > ConnectionState.unsentByteCountMax)
        #expect(probe.state.output.unsentByteCount < ConnectionState.unsentByteCountMax + 2_000)
        #expect(probe.unreadByteCount > 0)
        probe.makeRoom(.max)
        #expect(probe.unreadByteCount == 0)
        #expect(probe.replies.count == 4_000)
    }

    @Test func `A body above what is read ahead is read all the same`() {
        var probe = ConnectionProbe()
        probe.receive("PUT /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n")
        probe.receive(Array(repeating: [UInt8](repeating: 65, count: 50_000), count: 20))
        #expect(probe.bodies == ["/a"])
    }

    @Test(arguments: [1, 7, 100, 1_000])
    func `An answer goes out in as many writes as the socket wants`(room: Int) {
        var probe = ConnectionProbe()
        probe.application = .waits
        probe.room = 0
        probe.receive(Self.get)
        probe.respond(Response(status: 200, body: Array(repeating: 65, count: 2_000)))
        while probe.replies.isEmpty { probe.makeRoom(room) }
        #expect(probe.bodies.map(\.utf8.count) == [2_000])
        #expect(probe.state.output.bytes.isEmpty)
    }
}
