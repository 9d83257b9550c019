import Bytes
import Testing

@testable import HTTP

struct SpanBytesTests {
    @Test(arguments: [
        ("", 0..<0), ("a", 0..<1), (" a", 1..<2), ("a\t", 0..<1), (" \t a b \t", 3..<6), ("\u{B}a", 0..<2),
    ])
    func `optional whitespace is cut off at the ends`(text: String, range: Range<Int>) {
        let bytes = Array(text.utf8)
        #expect(bytes.span.trimmingOptionalWhitespace(0..<bytes.count) == range)
    }

    @Test(arguments: ["", " ", " \t "])
    func `whitespace alone leaves nothing`(text: String) {
        let bytes = Array(text.utf8)
        #expect(bytes.span.trimmingOptionalWhitespace(0..<bytes.count).isEmpty)
    }

    @Test(arguments: [
        ("", [""]), (",", ["", ""]), ("a", ["a"]), (" a , b\t,,c ", ["a", "b", "", "c"]), ("a b", ["a b"]),
    ])
    func `a list falls into its elements`(text: String, elements: [String]) {
        let bytes = Array(text.utf8)
        var found: [String] = []
        bytes.span.forEachListElement { found.append(String(repairing: $0)) }
        #expect(found == elements)
    }

    @Test(arguments: [
        ("CHUNKED", "chunked", true), ("chunked", "chunked", true), ("chunke", "chunked", false), ("", "", true),
        ("chunkeD\0", "chunked", false), ("\u{63}HUNKE\u{44}", "chunked", true), ("[", "{", false), ("@", "`", false),
    ])
    func `comparison ignores the case of letters`(text: String, lowercase: String, isEqual: Bool) {
        let bytes = Array(text.utf8)
        #expect(bytes.span.equalsIgnoringASCIICase(lowercase) == isEqual)
    }

    @Test func `a byte is found only within its range`() {
        let bytes = Array("abcabc".utf8)
        #expect(bytes.span.firstIndex(of: UInt8(ascii: "c"), in: 0..<6) == 2)
        #expect(bytes.span.firstIndex(of: UInt8(ascii: "c"), in: 3..<6) == 5)
        #expect(bytes.span.firstIndex(of: UInt8(ascii: "c"), in: 3..<5) == nil)
        #expect(bytes.span.firstIndex(of: UInt8(ascii: "c"), in: 6..<6) == nil)
    }

    @Test(
        arguments: [
            ([], ""), ([0x61], "a"), ([0xC3, 0xA9], "\u{E9}"), ([0x61, 0xFF, 0x62], "a\u{FFFD}b"), ([0xC3], "\u{FFFD}"),
            ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"), ([0xC0, 0x80], "\u{FFFD}\u{FFFD}"),
        ] as [([UInt8], String)])
    func `bytes that are not UTF-8 are repaired`(bytes: [UInt8], text: String) {
        #expect(String(repairing: bytes.span) == text)
        #expect((String(validating: bytes.span) == nil) == text.contains("\u{FFFD}"))
    }

    @Test func `bytes are appended`() {
        var bytes: [UInt8] = []
        bytes.append(copying: [UInt8]().span)
        #expect(bytes.isEmpty)
        bytes.append(copying: [1, 2].span)
        bytes.append(copying: [UInt8]().span)
        bytes.append(copying: [3].span)
        #expect(bytes == [1, 2, 3])
        #expect([UInt8](copying: bytes.span) == bytes)
    }
}
