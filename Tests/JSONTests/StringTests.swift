import JSON
import Testing

struct StringTests {
    /// Long enough that a byte at any place is looked at both in a word of eight and alone.
    private static let lengths = [1, 7, 8, 9, 16, 23]

    @Test(arguments: lengths)
    func `accepts every ASCII byte at every offset except control characters, quotation mark and backslash`(
        _ length: Int
    ) throws {
        for byte in UInt8(0)..<0x80 where byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") {
            for place in 0..<length {
                var content = [UInt8](repeating: UInt8(ascii: "!"), count: length)
                content[place] = byte
                let reading = expectAgreement(on: [0x22] + content + [0x22], "byte \(byte) at \(place)")
                if byte < 0x20 {
                    #expect(throws: JSONSyntaxError.self) { try reading.get() }
                } else {
                    #expect(try reading.get().string?.utf8.elementsEqual(content) == true)
                }
            }
        }
    }

    @Test(arguments: lengths)
    func `finds the end and the escapes at every offset`(_ length: Int) throws {
        for place in 0..<length {
            let before = String(repeating: "a", count: place)
            let behind = String(repeating: "b", count: length - place)
            let bytes = Array(#"["\#(before)\n\#(behind)","\#(before)","é\#(before)"]"#.utf8)
            let value = try expectAgreement(on: bytes, "place \(place)").get()
            #expect(value == [.string(before + "\n" + behind), .string(before), .string("é" + before)])
        }
    }

    @Test(arguments: lengths)
    func `refuses bytes that are not UTF-8 at every offset`(_ length: Int) throws {
        for byte in UInt8(0x80)...0xFF {
            for place in 0..<length {
                var content = [UInt8](repeating: UInt8(ascii: "!"), count: length)
                content[place] = byte
                let reading = expectAgreement(on: [0x22] + content + [0x22], "byte \(byte) at \(place)")
                let error = try #require(throws: JSONSyntaxError.self) { try reading.get() }
                #expect(error.offset == place + 1)
            }
        }
    }

    @Test func `reads every scalar back, written as it is and as escapes`() throws {
        for number in stride(from: UInt32(0), through: 0x10FFFF, by: 7) {
            guard let scalar = Unicode.Scalar(number) else { continue }
            let text = String(scalar)
            #expect(try JSONParser.parse(JSONValue.string(text).bytes).string == text)
            let escapes = text.utf16.map { unit in
                let digits = String(unit, radix: 16)
                return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
            #expect(try JSONParser.parse(Array("\"\(escapes.joined())\"".utf8)).string == text)
        }
    }
}
