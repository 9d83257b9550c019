import JSON
import Testing

struct SyntaxErrorTests {
    /// A text and what is said of it.
    struct Row: Sendable, CustomTestStringConvertible {
        let text: String
        let offset: Int
        let message: String

        init(_ text: String, _ offset: Int, _ message: String) {
            self.text = text
            self.offset = offset
            self.message = message
        }

        var testDescription: String { text }
    }

    @Test(arguments: [
        Row("", 0, "expected a value, found the end of the text"),
        Row("[1,]", 3, #"expected a value, found "]""#),
        Row("[1 x]", 3, #"expected "," or "]", found "x""#),
        Row("[1", 2, #"expected "," or "]", found the end of the text"#),
        Row(#"{"a":1 x}"#, 7, #"expected "," or "}", found "x""#),
        Row(#"{"a":1,}"#, 7, #"expected a member name, found "}""#),
        Row("{a:1}", 1, #"expected a member name or "}", found "a""#),
        Row(#"{"a" 1}"#, 5, #"expected ":", found "1""#),
        Row(#"{"a" "b"}"#, 5, #"expected ":", found a string"#),
        Row("[NaN]", 1, #"expected a value, found "NaN""#),
        Row("[tru]", 1, #"expected "true", found "tru""#),
        Row("1 2", 2, #"expected the end of the text, found "2""#),
        Row("[01]", 1, #"expected a number without leading zeros, found "0" before a digit"#),
        Row("-x", 1, #"expected a digit, found "x""#),
        Row("1.", 2, "expected a digit of the fraction, found the end of the text"),
        Row("1e+]", 3, #"expected a digit of the exponent, found "]""#),
        Row("\"a\nb\"", 2, "expected an escape sequence, found a line break"),
        Row("\"a\u{1}b\"", 2, "expected an escape sequence, found the control character U+0001"),
        Row("\"abc", 4, "expected the closing quotation mark, found the end of the text"),
        Row(#""\q""#, 2, #"expected one of "\/bfnrtu after the backslash, found "q""#),
        Row(#""\u12G4""#, 5, #"expected four hexadecimal digits after \u, found "G""#),
        Row(#""ab\ud800""#, 3, #"expected a surrogate pair, found the lone surrogate \ud800"#),
        Row(#""\uDC00""#, 1, #"expected a surrogate pair, found the lone surrogate \udc00"#),
        Row("\u{FEFF}\u{FEFF}{}", 3, "expected a value, found a byte order mark"),
        Row("\u{FEFF}", 3, "expected a value, found the end of the text"),
        Row("[é]", 1, #"expected a value, found "é""#),
        Row("[\u{B}]", 1, "expected a value, found the control character U+000B"),
    ])
    func `says what was expected and what was found`(_ row: Row) throws {
        let error = try #require(throws: JSONSyntaxError.self) { try JSONParser.parse(Array(row.text.utf8)) }
        #expect(error.message == row.message)
        #expect(error.offset == row.offset)
    }

    @Test(
        arguments: [
            (0, [0xFF], "expected a value, found the byte 0xff, which is not UTF-8"),
            (2, [0x22, 0x61, 0xC0, 0xAF, 0x22], "expected UTF-8, found the byte 0xc0 in a string"),
            (1, [0x22, 0xED, 0xA0, 0x80, 0x22], "expected UTF-8, found the byte 0xed in a string"),
            (1, [0x22, 0xC3, 0x22], "expected UTF-8, found the byte 0xc3 in a string"),
            (1, [0x22, 0xFF, 0x01, 0x22], "expected UTF-8, found the byte 0xff in a string"),
        ] as [(Int, [UInt8], String)])
    func `points at the first byte that is not UTF-8`(_ offset: Int, _ bytes: [UInt8], _ message: String) throws {
        let error = try #require(throws: JSONSyntaxError.self) { try JSONParser.parse(bytes) }
        #expect(error.offset == offset)
        #expect(error.message == message)
    }

    @Test func `reports the maximum depth`() throws {
        let bytes = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
        let error = try #require(throws: JSONSyntaxError.self) { try JSONParser.parse(bytes) }
        #expect(error.message == "expected at most 128 levels of nesting, found more")
        #expect(error.offset == 128)
    }

    @Test(arguments: [
        ("x", 1, 1), ("\nx", 2, 1), ("[\r\n  x]", 2, 3), ("[\"é\", x]", 1, 8), ("[\n1,\n\n", 4, 1),
        ("\u{FEFF}x", 1, 1), ("\u{FEFF}\nx", 2, 1), ("\u{FEFF}[x", 1, 2),
    ])
    func `counts lines and bytes from one`(_ text: String, _ line: Int, _ column: Int) throws {
        let error = try #require(throws: JSONSyntaxError.self) { try JSONParser.parse(Array(text.utf8)) }
        #expect(error.line == line)
        #expect(error.column == column)
        #expect("\(error)" == "line \(line), column \(column): \(error.message)")
    }
}
