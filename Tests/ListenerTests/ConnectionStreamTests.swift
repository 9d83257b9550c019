import HTTP
import Testing

@testable import Listener

/// Answers whose body comes from a source.
struct ConnectionStreamTests {
    private static let get = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n"

    private static func probe(_ request: String = get) -> ConnectionProbe {
        var probe = ConnectionProbe()
        probe.application = .waits
        probe.receive(request)
        return probe
    }

    private static func bytes(_ text: String) -> BodyChunk { .bytes(Array(text.utf8)) }

    @Test func `A body is sent in chunks, and the connection lives on`() {
        var probe = Self.probe(Self.get + Self.get)
        probe.stream(ScriptedSource([Self.bytes("ab"), Self.bytes(""), Self.bytes("c"), .end]))
        #expect(probe.bodies == ["abc"])
        #expect(probe.log == ["send"])
        #expect(probe.targets == ["/a", "/a"])
    }

    @Test func `An old client gets the body as it is, ended by the end of the connection`() {
        var probe = Self.probe("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        probe.stream(ScriptedSource([Self.bytes("ab"), Self.bytes("c"), .end]))
        #expect(probe.bodies == ["abc"])
        #expect(probe.replies.allSatisfy { $0.closes && $0.fields["transfer-encoding"] == nil })
        #expect(probe.log == ["send", "shutdown"])
    }

    @Test func `HEAD gets the head only and does not want the source`() {
        var probe = Self.probe("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n" + Self.get)
        let source = ScriptedSource([Self.bytes("ab"), .end])
        let isWanted = probe.stream(source)
        #expect(!isWanted)
        #expect(source.pullCount == 0)
        #expect(Reply.read(from: probe.written, toHead: true).rest.isEmpty)
        #expect(probe.targets == ["/a", "/a"])
    }

    @Test func `A source that has nothing is asked again when it says so`() {
        var probe = Self.probe()
        let source = ScriptedSource([Self.bytes("ab"), .wait])
        let isWanted = probe.stream(source)
        #expect(isWanted)
        probe.run()
        #expect(source.pullCount == 2)
        #expect(String(decoding: probe.written, as: UTF8.self).hasSuffix("\r\n\r\n2\r\nab\r\n"))
        source.chunks = [Self.bytes("c"), .end]
        probe.state.resumeStream()
        probe.run()
        #expect(probe.bodies == ["abc"])
    }

    @Test func `A source that wakes up while it is asked is asked again`() {
        var probe = Self.probe()
        probe.stream(ScriptedSource([.wait]))
        probe.state.willPull()
        probe.state.resumeStream()
        probe.state.pulled(.wait, now: 0)
        guard case .pull = probe.state.nextStep(now: 0) else {
            Issue.record("not asked")
            return
        }
    }

    @Test func `A source is not asked while the socket is full`() {
        var probe = Self.probe()
        probe.room = 0
        let chunk = BodyChunk.bytes([UInt8](repeating: 65, count: 40_000))
        let source = ScriptedSource([chunk, chunk, chunk, chunk, .end])
        probe.stream(source)
        #expect(source.pullCount == 2)
        probe.makeRoom(10_000)
        #expect(source.pullCount == 2)
        probe.makeRoom(.max)
        #expect(source.pullCount == 5)
        #expect(probe.bodies.map(\.utf8.count) == [160_000])
    }

    @Test func `A stream to a slow client does not gather what it has sent`() {
        var probe = Self.probe()
        probe.room = 0
        let chunk = BodyChunk.bytes([UInt8](repeating: 65, count: 40_000))
        probe.stream(ScriptedSource(Array(repeating: chunk, count: 100) + [.end]))
        var byteCountMax = 0
        while probe.replies.isEmpty {
            probe.makeRoom(30_000)
            byteCountMax = max(byteCountMax, probe.state.output.bytes.count)
        }
        #expect(probe.bodies.map(\.utf8.count) == [4_000_000])
        #expect(byteCountMax < 300_000)
    }

    @Test func `The source of a stream that breaks off is given up for cancelling`() {
        var probe = Self.probe()
        let source = ScriptedSource([.wait])
        probe.stream(source)
        _ = probe.state.fail()
        let sources = [probe.state.takeSource(), probe.state.takeSource()]
        #expect(sources[0] === source)
        #expect(sources[1] == nil)
    }

    @Test func `The source of a stream that came to its end is not given up`() {
        var probe = Self.probe()
        probe.stream(ScriptedSource([.end]))
        let left = probe.state.takeSource()
        #expect(left == nil)
        #expect(probe.bodies == [""])
    }

    @Test func `A second stream for a request is not wanted`() {
        var probe = Self.probe()
        probe.stream(ScriptedSource([.wait]))
        let isWanted = probe.stream(ScriptedSource([.end]))
        #expect(!isWanted)
    }

    @Test(arguments: [get, "GET /a HTTP/1.0\r\n\r\n"])
    func `A stream that fails is reset, and does not look complete`(request: String) {
        var probe = Self.probe(request)
        let source = ScriptedSource([Self.bytes("ab"), .failed])
        probe.stream(source)
        #expect(probe.log == ["send", "reset"])
        let written = String(decoding: probe.written, as: UTF8.self)
        #expect(written.hasSuffix("ab\r\n") || written.hasSuffix("\r\n\r\nab"))
        #expect(probe.state.takeSource() == nil)
    }

    @Test(arguments: [(0, ""), (1, "1\r\na\r\n"), (3, "2\r\nab\r\n1\r\nc\r\n"), (4, "2\r\nab\r\n2\r\ncd\r\n")])
    func `A truncated stream ends after that many bytes, without the last chunk`(byteCount: Int, body: String) {
        var probe = Self.probe(Self.get + Self.get)
        let source = ScriptedSource([Self.bytes("ab"), Self.bytes("cd"), Self.bytes("ef"), .end])
        let isWanted = probe.stream(source, truncatedAfter: byteCount)
        #expect(isWanted == (byteCount > 0))
        #expect(String(decoding: probe.written, as: UTF8.self).hasSuffix("\r\n\r\n" + body))
        #expect(probe.log == ["send", "shutdown"])
        #expect(source.cancelCount == (byteCount > 0 ? 1 : 0))
        #expect(probe.targets == ["/a"])
    }

    @Test func `A paced body has the head of the whole one, and the connection stays open`() {
        var probe = Self.probe(Self.get + Self.get)
        let source = ScriptedSource([Self.bytes("ab"), .wait])
        probe.respond(Response(status: 200, body: Array("abc".utf8)), pacedBody: source)
        #expect(String(decoding: probe.written, as: UTF8.self).hasSuffix("Content-Length: 3\r\n\r\nab"))
        source.chunks = [Self.bytes("c"), .end]
        probe.state.resumeStream()
        probe.run()
        #expect(probe.bodies == ["abc"])
        #expect(probe.targets == ["/a", "/a"])
    }

    @Test(arguments: [("HEAD", 200), ("GET", 204), ("GET", 304)])
    func `No body is sent if the response has none, in every manner of delivery`(method: String, status: Int) {
        let request = "\(method) /a HTTP/1.1\r\nHost: x\r\n\r\n"
        var (truncated, paced) = (Self.probe(request), Self.probe(request + request))
        let response = Response(status: status, body: Array("abc".utf8))
        truncated.respond(response, truncatedAfter: 2)
        #expect(String(decoding: truncated.written, as: UTF8.self).hasSuffix("\r\n\r\n"))
        #expect(truncated.log == ["send", "shutdown"])
        let isWanted = paced.respond(response, pacedBody: ScriptedSource([Self.bytes("abc"), .end]))
        #expect(!isWanted)
        #expect(String(decoding: paced.written, as: UTF8.self).hasSuffix("\r\n\r\n"))
        #expect(paced.targets == ["/a", "/a"])
    }

    @Test func `A stream outlives a stop, and the connection does not`() {
        var probe = Self.probe()
        let source = ScriptedSource([Self.bytes("ab")])
        probe.stream(source)
        probe.state.stop()
        probe.run()
        #expect(!probe.isClosed)
        source.chunks = [.end]
        probe.state.resumeStream()
        probe.run()
        #expect(probe.bodies == ["ab"])
        #expect(probe.isClosed)
    }
}
