import HTTP
import Testing

@testable import Listener

/// How long a client may take for what.
struct ConnectionTimeOutTests {
    private static let get = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n"

    /// What has happened by when, and at which time the client's patience with us, or ours with it, ends.
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let expiresAt: Int64?
        let play: @Sendable (inout ConnectionProbe) -> Void

        init(_ name: String, expiresAt: Int64?, _ play: @escaping @Sendable (inout ConnectionProbe) -> Void) {
            testDescription = name
            self.expiresAt = expiresAt
            self.play = play
        }
    }

    static let rows = [
        Row("nothing is sent", expiresAt: 75_000) { $0.run() },
        Row("the first bytes come at 10 s", expiresAt: 40_000) {
            $0.run()
            $0.now = 10_000
            $0.receive("GET /")
        },
        Row("more bytes do not give more time", expiresAt: 40_000) {
            $0.now = 10_000
            $0.receive("GET /")
            $0.now = 39_000
            $0.receive("a HTTP/1.1\r\n")
        },
        Row("the second request begins at 50 s", expiresAt: 80_000) {
            $0.now = 10_000
            $0.receive("GET /")
            $0.now = 20_000
            $0.receive("a HTTP/1.1\r\nHost: x\r\n\r\n")
            $0.now = 50_000
            $0.receive("GET")
        },
        Row("a part of the second request came with the first", expiresAt: 40_000) {
            $0.now = 10_000
            $0.receive(get + "GET /")
        },
        Row("idle since an answer at 10 s", expiresAt: 85_000) {
            $0.now = 10_000
            $0.receive(get)
        },
        Row("the application takes its time", expiresAt: nil) {
            $0.application = .waits
            $0.receive(get)
        },
        Row("the body has not come after the 100", expiresAt: 30_000) {
            $0.receive("PUT /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n")
        },
        Row("an answer is not taken", expiresAt: 35_000) {
            $0.room = 0
            $0.now = 5_000
            $0.receive(get)
        },
        Row("an answer is taken in parts, the last at 60 s", expiresAt: 90_000) {
            $0.room = 0
            $0.receive(get)
            $0.now = 60_000
            $0.makeRoom(1)
        },
        Row("a stream waits for its source", expiresAt: nil) {
            $0.application = .waits
            $0.receive(get)
            $0.stream(ScriptedSource([.wait]))
        },
        Row("a stream that waits has a client that has closed its sending side", expiresAt: 85_000) {
            $0.application = .waits
            $0.now = 10_000
            $0.receive(get)
            $0.stream(ScriptedSource([.wait]))
            $0.endInput()
        },
        Row("a stream is not taken", expiresAt: 40_000) {
            $0.application = .waits
            $0.receive(get)
            $0.room = 0
            $0.now = 10_000
            $0.stream(ScriptedSource([.bytes([65]), .wait]))
        },
        Row("the client does not end the connection after its last answer", expiresAt: 12_000) {
            $0.now = 10_000
            $0.receive("GET /a HTTP/1.0\r\n\r\n")
        },
    ]

    @Test(arguments: rows)
    func `A connection is closed when`(row: Row) {
        var probe = ConnectionProbe()
        row.play(&probe)
        guard let expiresAt = row.expiresAt else {
            #expect(!probe.expires(at: .max / 2))
            return
        }
        #expect(!probe.expires(at: expiresAt - 1))
        #expect(probe.expires(at: expiresAt))
    }
}
