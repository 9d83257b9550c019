import JSON
import Testing
import UnderstudyTesting

struct WriterTests {
    @Test(arguments: [
        ("plain", #""plain""#), ("", #""""#), ("\"", #""\"""#), ("\\", #""\\""#), ("/", #""/""#),
        ("\u{8}\u{C}\n\r\t", #""\b\f\n\r\t""#), ("\u{0}\u{1F}\u{B}", #""\u0000\u001f\u000b""#),
        ("\u{7F}", "\"\u{7F}\""), ("é漢😀", "\"é漢😀\""), ("\u{2028}\u{2029}", "\"\u{2028}\u{2029}\""),
        ("a long text with a \"quoted\" word behind", #""a long text with a \"quoted\" word behind""#),
        ("<script>&'", "\"<script>&'\""), ("e\u{301}", "\"e\u{301}\""),
    ])
    func `escapes what must be and nothing else`(_ text: String, _ written: String) throws {
        #expect(Array(JSONValue.string(text).text.utf8) == Array(written.utf8))
        #expect(try JSONParser.parse(JSONValue.string(text).bytes) == .string(text))
    }

    @Test func `escapes every control character and no other byte of ASCII but two`() {
        for byte in UInt8(0)..<0x80 {
            let isEscaped = JSONValue.string(String(Unicode.Scalar(byte))).bytes.contains(UInt8(ascii: "\\"))
            #expect(isEscaped == (byte < 0x20 || byte == 0x22 || byte == 0x5C), "byte \(byte)")
        }
    }

    @Test(arguments: [0, 1, -1, 9, 10, 99, 100, -12_345, 1_000_000_007, Int.max, Int.min])
    func `writes integers in full`(_ value: Int) {
        var buffer: [UInt8] = []
        JSONValue.appendInteger(value, to: &buffer)
        #expect(String(decoding: buffer, as: UTF8.self) == "\(value)")
    }

    @Test func `appends to existing bytes`() {
        var buffer = Array("x".utf8)
        (["a": [1, nil, true]] as JSONValue).append(to: &buffer)
        JSONValue.appendString("b", to: &buffer)
        #expect(String(decoding: buffer, as: UTF8.self) == #"x{"a":[1,null,true]}"b""#)
    }

    @Test func `writes random values as texts that parse to equal values`() throws {
        var generator = SeededGenerator(seed: 8259)
        for _ in 0..<2000 {
            let value = JSONValue.random(depth: 5, using: &generator)
            #expect(try JSONParser.parse(value.bytes) == value, "seed \(generator.seed)")
            #expect(try JSONParser.parse(Array(value.text.utf8)).bytes == value.bytes, "seed \(generator.seed)")
        }
    }
}
