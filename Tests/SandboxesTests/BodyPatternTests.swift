import JSON
import Testing
import UnderstudyTesting

@testable import Sandboxes

struct BodyPatternTests {
    private func pattern(_ text: String) throws -> BodyPattern {
        BodyPattern(try #require(try JSONParser.parse(Array(text.utf8)).object))
    }

    @Test(arguments: [
        (#"{"name":"My App 1"}"#, #"{"name":"My App 1"}"#, true),
        (#"{"name":"My App 1"}"#, #"{"name":"My App 2"}"#, false),
        (#"{"name":"x"}"#, #"{"name":"\u0078"}"#, true), (#"{"name":"x"}"#, #"{"name":"xx"}"#, false),
        (#"{"name":"x"}"#, #"{"other":"x"}"#, true), (#"{"name":1}"#, #"{"name":2}"#, true),
        (#"{"name":1}"#, #"{"nam":1}"#, false), (#"{"a":{"b":["word"]}}"#, #"["word"]"#, true),
        (#"{"a":{"b":["word"]}}"#, #"{"a":{"b":["wor"]}}"#, false), (#"{}"#, "", true),
        (#"{"":""}"#, #"{"a":1}"#, false),
        (#"{"a":"ü"}"#, #"{"a":"ü"}"#, true), (#"{"a":"\""}"#, #"{"a":"\u0022"}"#, true),
        (#"{"a":"\""}"#, #"{"a":"b"}"#, false),
        (#"{"name":"x"}"#, #""x"#, false), (#"{"name":"abcdefgh"}"#, #"{"name":"abcdefgh"#, false),
    ])
    func `a search for bytes tells most bodies that do not match`(pattern: String, body: String, isPossible: Bool)
        throws
    {
        let mayMatch = try self.pattern(pattern).mayMatch(Array(body.utf8).span)
        #expect(mayMatch == isPossible)
    }

    @Test(arguments: 1...20) func `no body that matches is excluded`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let values = [#""x""#, #""x1""#, #""\u0078""#, "1", "null", #"{"a":"x1"}"#, #"["x"]"#, #""a\nb""#, "{}"]
        func object() -> String {
            let members = ["a", "b"].shuffled(using: &generator).prefix(Int.random(in: 0...2, using: &generator))
            return "{"
                + members.map { #""\#($0)":\#(values.randomElement(using: &generator) ?? "1")"# }.joined(separator: ",")
                + "}"
        }
        var matchCount = 0
        for _ in 0..<1000 {
            let (wanted, body) = (try pattern(object()), Array(object().utf8))
            guard try JSONParser.parse(body).contains(wanted.members) else { continue }
            matchCount += 1
            let mayMatch = wanted.mayMatch(body.span)
            #expect(mayMatch)
        }
        #expect(matchCount > 100)
    }
}
