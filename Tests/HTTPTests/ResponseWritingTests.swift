import HTTP
import Testing

struct ResponseWritingTests {
    private static let date = "Sun, 06 Nov 1994 08:49:37 GMT"

    private static func wire(
        _ response: Response, method: Method = .get, version: Version = .http11, keepsAlive: Bool = true
    ) -> String {
        var buffer: [UInt8] = []
        response.append(to: &buffer, method: method, version: version, keepsAlive: keepsAlive, date: date)
        return String(decoding: buffer, as: UTF8.self)
    }

    private static func stream(
        _ response: Response, method: Method = .get, version: Version = .http11, keepsAlive: Bool = true
    ) -> String {
        var response = response
        response.body = .stream(NoSource())
        let endsByClose = response.endsByClose(method: method, version: version)
        return wire(response, method: method, version: version, keepsAlive: keepsAlive && !endsByClose)
    }

    /// A body that the writer must not ask.
    private final class NoSource: BodySource {
        func next(byteCountMax: Int) -> BodyChunk { .failed }
        func cancel() {}
    }

    private static var ok: Response {
        Response(status: 200, headers: ["Content-Type": "application/json", "ETag": "\"1\""], body: Array("{}".utf8))
    }

    @Test func `a message is written to the letter`() {
        #expect(
            Self.wire(Self.ok)
                == "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Type: application/json\r\n"
                + "ETag: \"1\"\r\nContent-Length: 2\r\n\r\n{}")
    }

    @Test func `a message is appended to existing bytes`() {
        var buffer = Array("before".utf8)
        Self.ok.append(to: &buffer, method: .get, version: .http11, keepsAlive: true, date: Self.date)
        #expect(String(decoding: buffer, as: UTF8.self) == "before" + Self.wire(Self.ok))
    }

    @Test func `an empty body has a length too`() {
        #expect(Self.wire(Response(status: 404)).hasSuffix("GMT\r\nContent-Length: 0\r\n\r\n"))
    }

    @Test func `HEAD is answered with the length and without the body`() {
        #expect(Self.wire(Self.ok, method: .head) == String(Self.wire(Self.ok).dropLast(2)))
    }

    @Test(arguments: [100, 101, 103, 199, 204, 304])
    func `some statuses have neither body nor length`(status: Int) {
        let wire = Self.wire(Response(status: status, body: Array("{}".utf8)))
        #expect(!wire.contains("Content-Length"))
        #expect(wire.hasSuffix("GMT\r\n\r\n"))
        #expect(Self.stream(Response(status: status)).hasSuffix("GMT\r\n\r\n"))
    }

    @Test(arguments: [
        (Version.http11, true, ""), (.http11, false, "Connection: close\r\n"),
        (.http10, true, "Connection: keep-alive\r\n"), (.http10, false, "Connection: close\r\n"),
    ])
    func `Connection is said where the version's default is the other`(
        version: Version, keepsAlive: Bool, field: String
    ) {
        let wire = Self.wire(Response(status: 200), version: version, keepsAlive: keepsAlive)
        #expect(wire.hasSuffix("Content-Length: 0\r\n\(field)\r\n"))
    }

    @Test func `an interim answer says nothing about the connection`() {
        #expect(!Self.wire(Response(status: 100), keepsAlive: false).contains("Connection"))
    }

    @Test func `an unknown status has an empty phrase`() {
        #expect(Self.wire(Response(status: 299)).hasPrefix("HTTP/1.1 299 \r\n"))
    }

    @Test(arguments: [Int.min, -1, 0, 7, 1_000, .max])
    func `a senseless status does not trap`(status: Int) {
        #expect(Self.wire(Response(status: status)).hasPrefix("HTTP/1.1 "))
    }
}

// MARK: - Streams

extension ResponseWritingTests {
    @Test func `a stream's head announces chunks`() {
        #expect(
            Self.stream(Self.ok)
                == "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Type: application/json\r\n"
                + "ETag: \"1\"\r\nTransfer-Encoding: chunked\r\n\r\n")
    }

    @Test func `a stream that closes says so`() {
        #expect(Self.stream(Self.ok, keepsAlive: false).hasSuffix("chunked\r\nConnection: close\r\n\r\n"))
    }

    @Test(arguments: [true, false])
    func `a stream for HTTP 1.0 ends with the connection`(keepsAlive: Bool) {
        let wire = Self.stream(Self.ok, version: .http10, keepsAlive: keepsAlive)
        #expect(wire.hasSuffix("ETag: \"1\"\r\nConnection: close\r\n\r\n"))
    }

    @Test func `HEAD leaves the connection open where the stream would close it`() {
        let wire = Self.stream(Self.ok, method: .head, version: .http10)
        #expect(wire.hasSuffix("ETag: \"1\"\r\nConnection: keep-alive\r\n\r\n"))
        #expect(Self.stream(Self.ok, method: .head) == Self.stream(Self.ok))
    }
}

// MARK: - Fields that would break the message

extension ResponseWritingTests {
    @Test(arguments: [
        ("a\r\nX-Evil: 1", "aX-Evil: 1"), ("a\nb", "ab"), ("a\rb", "ab"), ("a\0b", "ab"), ("\r\n\r\n", ""),
        ("caf\u{E9}\t!", "caf\u{E9}\t!"),
    ])
    func `line ends and NUL in a value never reach the wire`(value: String, written: String) {
        let wire = Self.wire(Response(status: 200, headers: ["X": value]))
        #expect(Array(wire.utf8) == Array(Self.wire(Response(status: 200, headers: ["X": written])).utf8))
        #expect(wire.contains("\r\nX: \(written)\r\nContent-Length: 0\r\n\r\n"))
    }

    @Test(arguments: ["", " ", "X Y", "X:", "X\r\nY", "X\0", "\u{E9}"])
    func `a field whose name is no token is left out`(name: String) {
        #expect(Self.wire(Response(status: 200, headers: [FieldName(name): "v"])) == Self.wire(Response(status: 200)))
    }

    @Test(arguments: ["Content-Length", "content-length", "Transfer-Encoding", "CONNECTION", "Date"])
    func `a field that is the writer's is left out`(name: String) {
        #expect(Self.wire(Response(status: 200, headers: [FieldName(name): "7"])) == Self.wire(Response(status: 200)))
    }

    @Test func `the date is a value like others`() {
        var buffer: [UInt8] = []
        Response(status: 200).append(to: &buffer, method: .get, version: .http11, keepsAlive: true, date: "x\r\ny")
        #expect(String(decoding: buffer, as: UTF8.self) == "HTTP/1.1 200 OK\r\nDate: xy\r\nContent-Length: 0\r\n\r\n")
    }

    @Test func `many long fields find room`() {
        var response = Response(status: 200)
        for index in 0..<500 { response.headers.append("X-\(index)", String(repeating: "v", count: index)) }
        let wire = Self.wire(response)
        #expect(wire.utf8.split(separator: 10).count == 500 + 4)
        #expect(wire.contains("\r\nX-499: \(String(repeating: "v", count: 499))\r\n"))
    }
}
