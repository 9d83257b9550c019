import JSON
import Testing

struct DuplicateTests {
    @Test func `keeps the last value at the index of the first name`() throws {
        let value = try JSONParser.parse(Array(#"{"a":1,"b":2,"a":3}"#.utf8))
        #expect(value.text == #"{"a":3,"b":2}"#)
    }

    @Test(arguments: [
        (#"{"a":1,"b":2}"#, []), (#"{"a":1,"a":1}"#, ["a"]), (#"{"a":1,"\u0061":2,"a":3}"#, ["a", "a"]),
        (#"[0,{"x y":[{"b":1,"b":2}]}]"#, [#"$[1]["x y"][0].b"#]),
        (#"{"o":{"a":1,"a":2},"o":{"b":1,"b":2}}"#, ["o.a", "o.b", "o"]),
        ("{\"\u{E9}\":1,\"e\u{301}\":2}", []),
    ])
    func `notes the path of each member that was dropped`(_ text: String, _ paths: [String]) throws {
        let result = try JSONParser.parseNotingDuplicates(Array(text.utf8))
        #expect(result.duplicates.map(\.description) == paths)
        #expect(try JSONParser.parse(Array(text.utf8)) == result.value)
    }

    @Test(arguments: [2, 16, 17, 64, 65, 1000])
    func `notes duplicates in objects of every size`(_ size: Int) throws {
        let once = (0..<size).map { #""n\#($0)":\#($0)"# }
        let text = "{" + (once + once.reversed()).joined(separator: ",") + "}"
        let result = try JSONParser.parseNotingDuplicates(Array(text.utf8))
        #expect(result.value.object?.count == size)
        let names = (0..<size).reversed().map { (number: Int) in "n\(number)" }
        #expect(result.duplicates.map(\.description) == names)
    }

    @Test func `notes a bounded number`() throws {
        let text = "{" + [String](repeating: #""a":0"#, count: 5000).joined(separator: ",") + "}"
        #expect(try JSONParser.parseNotingDuplicates(Array(text.utf8)).duplicates.count == JSONParser.duplicatesMax)
    }

    @Test func `reads 100,000 members, all different or all the same, without comparing each with each`() throws {
        let different = "{" + (0..<100_000).map { #""name \#($0)":\#($0)"# }.joined(separator: ",") + "}"
        let value = try JSONParser.parse(Array(different.utf8))
        #expect(value.object?.count == 100_000)
        let isFound = (0..<100_000).allSatisfy { (number: Int) in value["name \(number)"]?.int == number }
        #expect(isFound)
        let same = "{" + (0..<100_000).map { #""name":\#($0)"# }.joined(separator: ",") + "}"
        #expect(try JSONParser.parse(Array(same.utf8)) == ["name": 99_999])
    }

    @Test func `is not slowed down by names that are canonically equal`() throws {
        // 2^14 spellings of one text, which have one hash and one identity as strings.
        let names = (0..<1 << 14).map { number in
            (0..<14).map { number >> $0 & 1 == 0 ? "\u{E9}" : "e\u{301}" }.joined()
        }
        let text = "{" + names.map { "\"\($0)\":0" }.joined(separator: ",") + "}"
        #expect(try JSONParser.parse(Array(text.utf8)).object?.count == names.count)
    }
}
