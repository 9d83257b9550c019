import Testing

@testable import HTTP

struct FieldLineTests {
    private static func parse(_ text: String) throws(RequestFailure) -> HeaderFields.Field {
        let bytes = Array(text.utf8)
        return try field(bytes)
    }

    private static func field(_ bytes: [UInt8]) throws(RequestFailure) -> HeaderFields.Field {
        var fields = HeaderFields()
        fields.append(try FieldLine(parsing: bytes.span), in: bytes.span)
        return fields.fields[0]
    }

    @Test(arguments: [
        ("a:b", "a", "b"), ("A-b: c", "A-b", "c"), ("a:", "a", ""), ("a: \t ", "a", ""), ("a:\tb c\t", "a", "b c"),
        ("a::", "a", ":"), ("a: b: c", "a", "b: c"), ("a: \u{E9}", "a", "\u{E9}"),
    ])
    func `a line falls into name and value`(text: String, name: String, value: String) throws {
        #expect(try Self.parse(text) == HeaderFields.Field(name: name, value: value))
    }

    @Test func `a value that is not UTF-8 is repaired`() throws {
        let bytes = Array("a: caf".utf8) + [0xE9]
        #expect(try Self.field(bytes).value == "caf\u{FFFD}")
    }

    @Test func `every control character save tab is refused in a value`() {
        for byte in Array(UInt8(0)..<0x20) + [0x7F] where byte != 9 {
            let line = "a: b" + String(Unicode.Scalar(byte)) + "c"
            #expect(throws: RequestFailure.badRequest("A field value holds a control character.")) {
                try Self.parse(line)
            }
        }
    }

    @Test func `every byte that is no token is refused in a name`() {
        for byte in UInt8(0)...0x7F where !byte.isToken && byte != UInt8(ascii: ":") {
            #expect { try Self.parse("a" + String(Unicode.Scalar(byte)) + "b: c") } throws: {
                ($0 as? RequestFailure)?.status == 400
            }
        }
    }
}
