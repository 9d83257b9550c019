import JSON
import Testing
import UnderstudyTesting

struct SizeTests {
    private static func hasMore(than count: Int, _ bytes: [UInt8]) -> Bool {
        JSONParser.hasMoreValues(than: count, in: bytes.span)
    }

    @Test(arguments: [
        ("", 0), ("1", 0), ("[]", 1), ("{}", 1), ("[1]", 1), ("[1,2,3]", 3),
        (#"{"a":1,"b":[2,{}]}"#, 5),
        (#"[",,,[[{{"]"#, 1), (#"["\"",1]"#, 2), (#"["\\",1]"#, 2), (#"["\\\",,",1]"#, 2),
        (#"""#, 0), (#""\"#, 0),
        ("[,,,,", 5),
    ])
    func `a text has at most one value more than commas and brackets outside strings`(
        text: String, count: Int
    ) {
        let bytes = Array(text.utf8)
        #expect(!Self.hasMore(than: count, bytes))
        if count > 0 { #expect(Self.hasMore(than: count - 1, bytes)) }
    }

    @Test func `values below a nesting that the parser refuses are not counted`() {
        let nested = Array(String(repeating: "[", count: 1_000).utf8)
        #expect(Self.hasMore(than: 128, nested))
        #expect(!Self.hasMore(than: 129, nested))
        let flat = Array(("[" + String(repeating: "[],", count: 1_000)).utf8)
        #expect(Self.hasMore(than: 1_999, flat))
    }

    @Test func `members, elements and empty containers are counted`() {
        var generator = SeededGenerator(seed: 17)
        for _ in 0..<300 {
            let value = JSONValue.random(depth: 4, using: &generator)
            let count = Self.count(in: value)
            let bytes = value.bytes
            #expect(!Self.hasMore(than: count, bytes))
            if count > 0 { #expect(Self.hasMore(than: count - 1, bytes)) }
        }
    }

    private static func count(in value: JSONValue) -> Int {
        guard let values = value.array ?? value.object?.members.map(\.value) else { return 0 }
        return values.isEmpty ? 1 : values.reduce(values.count) { $0 + count(in: $1) }
    }
}
