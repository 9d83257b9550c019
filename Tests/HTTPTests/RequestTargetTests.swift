import Testing

@testable import HTTP

struct RequestTargetTests {
    private static func parse(_ text: String, _ method: Method = .get) throws(RequestFailure) -> RequestTarget {
        let bytes = Array(text.utf8)
        return try RequestTarget(parsing: bytes.span, method: method)
    }

    @Test(
        arguments: [
            ("/", "/", nil, nil), ("/a/b", "/a/b", nil, nil), ("/?", "/", "", nil), ("/a?b?c", "/a", "b?c", nil),
            ("/a?http://b/", "/a", "http://b/", nil), ("/http://b/", "/http://b/", nil, nil),
            ("http://b", "/", nil, "b"), ("http://b/", "/", nil, "b"), ("HtTp://B:1/c?d", "/c", "d", "b"),
            ("http://b?c/d", "/", "c/d", "b"), ("http://[::1]:80/x", "/x", nil, "[::1]"),
            ("http://b//c", "//c", nil, "b"),
        ] as [(String, String, String?, String?)])
    func `a target falls into host, path and query`(text: String, path: String, query: String?, host: String?) throws {
        let target = try Self.parse(text)
        #expect(target.text == text)
        #expect(target.path == path)
        #expect(target.query == query)
        #expect(target.host == host)
    }

    @Test(arguments: ["*", "http://a"])
    func `OPTIONS can ask for the whole server`(text: String) throws {
        #expect(try Self.parse(text, .options).path == "*")
    }

    @Test func `OPTIONS can ask for a path`() throws {
        #expect(try Self.parse("http://a/", .options).path == "/")
        #expect(try Self.parse("http://a?b", .options).path == "/")
    }

    @Test(arguments: [
        "", "*", "a", "?a", "http:", "http:/", "http://", "http:///", "http://:80/", "http://a:b/", "http://a@b/",
        "https://a/",
        "ftp://a/", "/#", "/ ", "/\t", "/\0", "/\u{7F}", "/\u{E9}",
    ])
    func `what is no target is refused`(text: String) {
        #expect { try Self.parse(text) } throws: { ($0 as? RequestFailure)?.status == 400 }
    }
}
