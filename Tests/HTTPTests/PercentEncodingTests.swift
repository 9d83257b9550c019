import HTTP
import Testing
import UnderstudyTesting

struct PercentEncodingTests {
    @Test(arguments: [
        ("", ""), ("plain", "plain"), ("a+b", "a+b"), ("a%20b", "a b"), ("%2F", "/"), ("%2f", "/"), ("%2B", "+"),
        ("caf%C3%A9", "caf\u{E9}"), ("caf\u{E9}", "caf\u{E9}"), ("%F0%9F%98%80", "\u{1F600}"), ("%00", "\0"),
        ("%25", "%"), ("%2525", "%25"), ("%41%42", "AB"),
    ])
    func `escapes are decoded`(text: String, decoded: String) {
        #expect(PercentEncoding.decode(text) == decoded)
        #expect(PercentEncoding.decode("<\(text)>".dropFirst().dropLast()) == decoded)
    }

    @Test(arguments: [
        "%", "%2", "a%", "%zz", "%2z", "%z2", "%%20", "% 20", "%+2", "%u0041", "%C3", "%C3%28", "%FF", "%C0%80",
        "%ED%A0%80", "%F4%90%80%80", "a%20%",
    ])
    func `bad escapes and what is not UTF-8 are refused`(text: String) {
        #expect(PercentEncoding.decode(text) == nil)
    }

    @Test func `bytes that are not UTF-8 are refused without any escape`() {
        #expect(PercentEncoding.decode([0x61, 0xFF].span) == nil)
    }

    @Test(arguments: [
        ("", ""), ("aZ09-._~", "aZ09-._~"), ("a b", "a%20b"), ("a/b", "a%2Fb"), ("a+b", "a%2Bb"), ("100%", "100%25"),
        ("caf\u{E9}", "caf%C3%A9"), ("\0\n", "%00%0A"), ("a:b@c;d=e", "a%3Ab%40c%3Bd%3De"),
    ])
    func `all but unreserved characters are escaped`(text: String, encoded: String) {
        #expect(PercentEncoding.encode(text) == encoded)
        #expect(PercentEncoding.encode(text[...]) == encoded)
    }

    @Test func `what is encoded decodes to itself`() {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<500 {
            let bytes = (0..<20).map { _ in UInt8.random(in: 0...255, using: &random) }
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(PercentEncoding.decode(PercentEncoding.encode(text)) == text)
        }
    }
}
