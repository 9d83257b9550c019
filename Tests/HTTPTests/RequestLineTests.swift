import Testing

@testable import HTTP

struct RequestLineTests {
    private static func parse(_ text: String) throws(RequestFailure) -> RequestLine {
        let bytes = Array(text.utf8)
        return try RequestLine(parsing: bytes.span)
    }

    @Test func `a line falls into its three parts`() throws {
        let line = try Self.parse("PATCH /a?b HTTP/1.0")
        #expect(line.method == .patch)
        #expect(line.target.text == "/a?b")
        #expect(line.version == .http10)
        #expect(!line.hasForeignVersion)
    }

    @Test func `methods are case-sensitive`() throws {
        #expect(try Self.parse("get / HTTP/1.1").method == "get")
        #expect(try Self.parse("connect / HTTP/1.1").method == "connect")
    }

    @Test(arguments: ["HTTP/1.2", "HTTP/1.9"])
    func `a later minor version is read as 1.1`(version: String) throws {
        let line = try Self.parse("GET / " + version)
        #expect(line.version == .http11)
        #expect(!line.hasForeignVersion)
    }

    @Test(arguments: ["HTTP/0.9", "HTTP/2.0", "HTTP/9.9"])
    func `a foreign version is told apart from none`(version: String) throws {
        #expect(try Self.parse("GET / " + version).hasForeignVersion)
        #expect(throws: RequestFailure.versionNotSupported()) { try Self.parse("GET * " + version) }
    }

    @Test(arguments: [
        "", " ", "  ", "   ", "GET", "GET ", "GET /", "GET / ", "/ HTTP/1.1", " / HTTP/1.1", "GET  HTTP/1.1",
    ])
    func `an incomplete line is refused`(text: String) {
        #expect { try Self.parse(text) } throws: { ($0 as? RequestFailure)?.status == 400 }
    }
}
