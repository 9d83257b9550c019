import HTTP
import Testing

@testable import Listener

/// How connections end: by the client, by its mistakes, by the application, by a stop.
struct ConnectionEndTests {
    private static let get = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n"

    @Test(arguments: [("", "nothing"), ("GET /a HTT", "a part of a request"), (get, "a request with its answer")])
    func `The connection ends with the client's input after`(input: String, name: String) {
        var probe = ConnectionProbe()
        if !input.isEmpty { probe.receive(input) }
        probe.endInput()
        #expect(probe.isClosed)
        #expect(probe.bodies == (input == Self.get ? ["/a"] : []))
    }

    @Test func `A client that has closed its sending side gets all its answers`() {
        var probe = ConnectionProbe()
        probe.application = .waits
        probe.receive(Self.get + Self.get)
        probe.endInput()
        #expect(!probe.isClosed)
        probe.respond(Response(status: 201))
        #expect(!probe.isClosed)
        probe.respond(Response(status: 202))
        #expect(probe.statuses == [201, 202])
        #expect(probe.log == ["send", "send", "close"])
    }

    @Test(arguments: [
        ("GET /a\r\n\r\n", 400),
        ("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n", 413),
    ])
    func `What is no request is answered, then the rest is read and thrown away`(input: String, status: Int) {
        var probe = ConnectionProbe()
        probe.receive(Self.get + input)
        #expect(probe.statuses == [200, status])
        #expect(probe.replies.map(\.closes) == [false, true])
        #expect(probe.failures == [status])
        #expect(probe.log == ["send", "shutdown"])
        probe.receive(Self.get, Self.get)
        #expect(probe.unreadByteCount == 0)
        #expect(probe.targets == ["/a"])
        probe.endInput()
        #expect(probe.isClosed)
    }

    @Test func `A client that continues to send after the end is cut off`() {
        var probe = ConnectionProbe()
        probe.configuration.lingerByteCountMax = 1_000
        probe.receive("NONSENSE\r\n\r\n")
        probe.receive([[UInt8](repeating: 65, count: 1_000)])
        #expect(!probe.isClosed)
        probe.receive("B")
        #expect(probe.isClosed)
    }

    @Test func `A reset breaks the connection off without a byte`() {
        var probe = ConnectionProbe()
        probe.application = .waits
        probe.receive(Self.get)
        probe.state.reset()
        probe.run()
        #expect(probe.log == ["reset"])
        #expect(probe.written.isEmpty)
    }

    @Test func `A dropped request ends the connection without a byte, and what follows it is not handled`() {
        var probe = ConnectionProbe()
        probe.application = .waits
        probe.receive(Self.get + Self.get)
        probe.state.drop()
        probe.run()
        #expect(probe.log == ["shutdown"])
        #expect(probe.written.isEmpty)
        #expect(probe.targets == ["/a"])
        probe.endInput()
        #expect(probe.log == ["shutdown", "close"])
    }

    @Test(arguments: [true, false])
    func `Answers before a request that is dropped or reset are sent, also when the socket is full`(resets: Bool) {
        var probe = ConnectionProbe()
        probe.application = .waits
        probe.receive(Self.get + Self.get)
        probe.room = 10
        probe.respond(Response(status: 201))
        if resets { probe.state.reset() } else { probe.state.drop() }
        probe.run()
        #expect(probe.log == ["send"])
        probe.makeRoom(.max)
        #expect(probe.statuses == [201])
        #expect(probe.log.last == (resets ? "reset" : "shutdown"))
    }

    @Test(arguments: [(0, ""), (3, "abc"), (6, "abcdef"), (100, "abcdef"), (-1, "")])
    func `A truncated answer has the whole length and a part of the body`(byteCount: Int, body: String) {
        var probe = ConnectionProbe()
        probe.application = .waits
        probe.receive(Self.get + Self.get)
        let response = Response(status: 200, body: Array("abcdef".utf8))
        probe.respond(response, truncatedAfter: byteCount)
        let text = String(decoding: probe.written, as: UTF8.self)
        #expect(text.contains("Content-Length: 6\r\n"))
        #expect(text.hasSuffix("\r\n\r\n" + body))
        #expect(probe.log == ["send", "shutdown"])
        #expect(probe.targets == ["/a"])
    }

    @Test func `A broken connection is closed once`() {
        var probe = ConnectionProbe()
        probe.application = .waits
        probe.receive(Self.get)
        guard case .close(reset: false) = probe.state.fail() else {
            Issue.record("not closed")
            return
        }
        guard case .wait = probe.state.fail() else {
            Issue.record("closed twice")
            return
        }
        probe.respond(Response(status: 200))
        #expect(probe.written.isEmpty)
    }

    @Test func `A stop closes an idle connection`() {
        var probe = ConnectionProbe()
        probe.receive(Self.get)
        probe.state.stop()
        probe.run()
        #expect(probe.isClosed)
    }

    @Test func `A stop closes a connection that was never used`() {
        var probe = ConnectionProbe()
        probe.run()
        probe.state.stop()
        probe.run()
        #expect(probe.isClosed)
    }

    @Test func `A stop does not wait for a client that has its answer and does not close`() {
        var probe = ConnectionProbe()
        probe.receive("NONSENSE\r\n\r\n")
        #expect(!probe.isClosed)
        probe.state.stop()
        probe.run()
        #expect(probe.statuses == [400])
        #expect(probe.isClosed)
    }

    @Test func `A stop lets a request come to its end`() {
        var probe = ConnectionProbe()
        probe.receive("GET /a HTTP/1.1\r\n")
        probe.state.stop()
        probe.run()
        #expect(!probe.isClosed)
        probe.receive("Host: x\r\n\r\n")
        #expect(probe.bodies == ["/a"])
        #expect(probe.endsWithReplies)
        #expect(probe.log == ["send", "shutdown", "close"])
    }

    @Test func `A stop lets an answer come to its end`() {
        var probe = ConnectionProbe()
        probe.room = 10
        probe.receive(Self.get)
        probe.state.stop()
        probe.run()
        #expect(!probe.isClosed)
        probe.makeRoom(.max)
        #expect(probe.bodies == ["/a"])
        #expect(probe.isClosed)
    }

    @Test func `A stop waits for the application's answer`() {
        var probe = ConnectionProbe()
        probe.application = .waits
        probe.receive(Self.get)
        probe.state.stop()
        probe.run()
        #expect(!probe.isClosed)
        probe.respond(Response(status: 201))
        #expect(probe.statuses == [201])
        #expect(probe.endsWithReplies)
    }
}
