import JSON
import Testing

struct ValueTests {
    private let value: JSONValue = [
        "text": "a", "number": 1, "truth": true, "nothing": nil, "list": [1, "b"], "inner": [:],
    ]

    @Test func `gives what it holds and nil for another kind`() {
        #expect(value["text"]?.string == "a")
        #expect(value["number"]?.int == 1)
        #expect(value["number"]?.number == JSONNumber(1))
        #expect(value["truth"]?.bool == true)
        #expect(value["nothing"]?.isNull == true)
        #expect(value["list"]?.array == [1, "b"])
        #expect(value["inner"]?.object == [:])
        for name in ["text", "number", "truth", "nothing", "list", "inner"] {
            let kinds = [
                value[name]?.string != nil, value[name]?.int != nil, value[name]?.bool != nil,
                value[name]?.isNull == true, value[name]?.array != nil, value[name]?.object != nil,
            ]
            #expect(kinds.count { $0 } == 1, "\(name)")
        }
    }

    @Test func `has members only when it is an object`() {
        #expect(value["missing"] == nil)
        #expect((["a"] as JSONValue)["a"] == nil)
        #expect((nil as JSONValue)["a"] == nil)
    }

    @Test func `compares strings by bytes`() {
        #expect(JSONValue.string("\u{E9}") != .string("e\u{301}"))
        #expect(JSONValue.string("\u{E9}") == .string("\u{E9}"))
    }

    @Test func `tells kinds apart`() {
        let kinds: [JSONValue] = [nil, false, 0, "", [], [:]]
        for (left, leftValue) in kinds.enumerated() {
            for (right, rightValue) in kinds.enumerated() {
                #expect((leftValue == rightValue) == (left == right))
            }
        }
    }
}
