import Testing

@testable import HTTP

struct AuthorityTests {
    @Test(arguments: [
        ("localhost", "localhost"),
        ("LocalHost:4100", "localhost"),
        ("api.example.com:", "api.example.com"),
        ("a:0", "a"),
        ("a:65535", "a"),
        ("127.0.0.1:80", "127.0.0.1"),
        ("api.capgo.app.", "api.capgo.app"),
        ("localhost.:4100", "localhost"),
        ("a..", "a."),
        (".", "."),
        ("[::1]", "[::1]"),
        ("[2001:DB8::A]:8080", "[2001:db8::a]"),
        ("A_b~c-d.e", "a_b~c-d.e"),
        ("a!$&'()*+,;=b", "a!$&'()*+,;=b"),
        ("caf%C3%A9", "caf%c3%a9"),
    ])
    func `a host is taken without its port and in lower case`(text: String, host: String) throws {
        let bytes = Array(text.utf8)
        #expect(try Authority(parsing: bytes.span).host == host)
    }

    @Test(arguments: [
        "", ":", ":80", "a b", "a\tb", "a/b", "a?b", "a#b", "a@b", "a\\b", "a\"b", "a|b", "a:b", "a:8 0", "a:-1",
        "a:65536",
        "a:000001", "a::", "a:80:80", "%", "a%", "a%1", "a%1g", "[", "]", "[]", "[]:80", "[::1", "::1", "[::1]80",
        "[[::1]]", "x[::1]", "[::1%lo]", "[v1.x]", "\u{E9}", "a\0", "a\u{7F}",
    ])
    func `what is no host is refused`(text: String) {
        let bytes = Array(text.utf8)
        #expect(throws: RequestFailure(status: 400, reason: "The host is not valid.")) {
            try Authority(parsing: bytes.span)
        }
    }
}
