import HTTP
import Testing

@testable import Listener

/// How requests come out of a connection and answers go back.
struct ConnectionRequestTests {
    private static let get = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n"

    @Test func `A request is answered with one write`() {
        var probe = ConnectionProbe()
        probe.receive(Self.get)
        #expect(probe.bodies == ["/a"])
        #expect(probe.log == ["send"])
        #expect(probe.replies.allSatisfy { !$0.closes })
    }

    @Test(arguments: 1..<get.utf8.count)
    func `A request may come in two pieces`(split: Int) {
        var probe = ConnectionProbe()
        let bytes = Array(Self.get.utf8)
        probe.receive([Array(bytes[..<split])])
        #expect(probe.targets.isEmpty)
        probe.receive([Array(bytes[split...])])
        #expect(probe.bodies == ["/a"])
    }

    @Test func `Requests sent ahead are answered in order with one write`() {
        var probe = ConnectionProbe()
        let targets = (0..<200).map { "/\($0)" }
        probe.receive(targets.map { "GET \($0) HTTP/1.1\r\nHost: x\r\n\r\n" }.joined())
        #expect(probe.bodies == targets)
        #expect(probe.log == ["send"])
    }

    @Test func `The next request waits until the one before is answered`() {
        var probe = ConnectionProbe()
        probe.application = .waits
        probe.receive(Self.get + "GET /b HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(probe.targets == ["/a"])
        probe.respond(Response(status: 201))
        #expect(probe.targets == ["/a", "/b"])
        probe.respond(Response(status: 202))
        #expect(probe.statuses == [201, 202])
    }

    @Test func `A second answer to a request is nothing`() {
        var probe = ConnectionProbe()
        probe.application = .waits
        probe.receive(Self.get)
        probe.respond(Response(status: 201))
        probe.respond(Response(status: 202))
        #expect(probe.statuses == [201])
    }

    @Test func `A client that waits for it is told to continue`() {
        var probe = ConnectionProbe()
        probe.receive("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
        #expect(probe.statuses == [100])
        probe.receive("{}")
        #expect(probe.statuses == [100, 200])
        #expect(probe.bodies == ["", "/a"])
    }

    @Test func `An answer to HEAD has no body`() {
        var probe = ConnectionProbe()
        probe.receive("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n")
        let replies = Reply.read(from: probe.written, toHead: true)
        #expect(replies.replies.map(\.status) == [200])
        #expect(replies.rest.isEmpty)
    }

    @Test(arguments: [
        ("GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "1.1 that asks for it"),
        ("GET /a HTTP/1.0\r\n\r\n", "1.0"),
    ])
    func `The connection ends after a client's last answer`(request: String, name: String) {
        var probe = ConnectionProbe()
        probe.receive(request + Self.get)
        #expect(probe.bodies == ["/a"])
        #expect(probe.endsWithReplies)
        #expect(probe.log == ["send", "shutdown"])
        probe.endInput()
        #expect(probe.log == ["send", "shutdown", "close"])
    }

    @Test func `A client over the limit gets its answer unasked and then the end`() {
        var probe = ConnectionProbe(refusingWith: Response(status: 503))
        probe.run()
        probe.receive(Self.get)
        probe.endInput()
        #expect(probe.statuses == [503])
        #expect(probe.endsWithReplies)
        #expect(probe.targets.isEmpty)
        #expect(probe.log == ["send", "shutdown", "close"])
    }
}
