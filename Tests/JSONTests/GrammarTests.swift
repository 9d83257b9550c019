import JSON
import Testing

struct GrammarTests {
    @Test(arguments: acceptedCases)
    func `accepts valid JSON`(_ row: GrammarCase) throws {
        _ = try JSONParser.parse(row.bytes)
    }

    @Test(arguments: refusedCases)
    func `refuses what is not JSON and says where`(_ row: GrammarCase) throws {
        let error = try #require(throws: JSONSyntaxError.self) { try JSONParser.parse(row.bytes) }
        #expect((0...row.bytes.count).contains(error.offset))
        #expect(error.message.hasPrefix("expected "))
    }

    @Test(arguments: acceptedCases)
    func `writes accepted JSON as a text that parses to an equal value`(_ row: GrammarCase) throws {
        let value = try JSONParser.parse(row.bytes)
        #expect(try JSONParser.parse(value.bytes) == value)
    }

    @Test(arguments: ["null", "true", "false", #""a""#, "[1,-2.50,{}]", #"{"b":1,"a":[null],"é":"\u0001"}"#])
    func `writes a compact text as it was`(_ text: String) throws {
        #expect(try JSONParser.parse(Array(text.utf8)).text == text)
    }

    @Test func `reads a part of a bigger buffer in place`() throws {
        let bytes = Array("xx[1]yy".utf8)
        #expect(try JSONParser.parse(bytes.span.extracting(2..<5)) == [1])
    }
}
