import JSON
import Testing

struct ObjectTests {
    /// Sizes on both sides of the one from which an object is hashed.
    static let sizes = [0, 1, 15, 16, 17, 18, 100, 3000]

    private func object(of size: Int) -> JSONObject {
        JSONObject((0..<size).map { JSONObject.Member(name: "name \($0)", value: .number(JSONNumber($0))) })
    }

    @Test(arguments: sizes)
    func `finds each member and no other`(_ size: Int) {
        let object = object(of: size)
        #expect(object.count == size)
        #expect(object.isEmpty == (size == 0))
        #expect((0..<size).allSatisfy { object["name \($0)"]?.int == $0 })
        #expect(object["name \(size)"] == nil)
    }

    @Test(arguments: sizes)
    func `replaces a value at its index`(_ size: Int) {
        var changed = object(of: size)
        for place in 0..<size { changed["name \(place)"] = .bool(true) }
        for place in 0..<size { changed.append("name \(place)", .string("again")) }
        #expect(changed.members.map(\.name) == object(of: size).members.map(\.name))
        #expect(changed.members.allSatisfy { $0.value == "again" })
    }

    @Test(arguments: sizes.filter { $0 > 0 })
    func `removes with nil and keeps the order of the rest`(_ size: Int) {
        var object = object(of: size)
        object["name 0"] = nil
        object["not there"] = nil
        #expect(object.members.compactMap(\.value.int) == Array(1..<size))
        #expect((1..<size).allSatisfy { object["name \($0)"]?.int == $0 })
        object["name 0"] = .null
        #expect(object.members.last?.name == "name 0")
        #expect(object["name 0"] == .some(.null))
    }

    @Test(arguments: [0, 40])
    func `tells names apart by bytes and not by canonical equivalence`(_ others: Int) {
        var object = object(of: others)
        object.append("\u{E9}", 1)
        object.append("e\u{301}", 2)
        #expect(object.count == others + 2)
        #expect(object["\u{E9}"] == 1)
        #expect(object["e\u{301}"] == 2)
    }

    @Test func `keeps the last of equal names in a literal`() {
        let object: JSONObject = ["a": 1, "b": 2, "a": 3]
        #expect(object.members.map(\.name) == ["a", "b"])
        #expect(object["a"] == 3)
    }

    @Test func `is equal only with the same order`() {
        #expect(["a": 1, "b": 2] as JSONObject == ["a": 1, "b": 2])
        #expect(["a": 1, "b": 2] as JSONObject != ["b": 2, "a": 1])
        #expect(["a": 1] as JSONObject != ["a": 1, "b": 2])
    }

    @Test func `is a value, so that a copy stays as it was`() {
        let original = object(of: 20)
        var copy = original
        copy["name 3"] = "changed"
        copy["new"] = 1
        #expect(original["name 3"] == 3)
        #expect(original["new"] == nil)
    }
}
