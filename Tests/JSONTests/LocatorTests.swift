import JSON
import Testing

struct LocatorTests {
    private static let seed = """

        {
          "version": 1,
          "users": [
            { "id": "a" },
            {
              "id":
                "b",
              "plans": { "cavos":
                "growth" }
            }
          ],
          "twice": 1, "caf\\u00e9": [
            7,

            8],
          "twice":
            2
        }

        """

    @Test(
        arguments: [
            ([], 2), ([.member("version")], 3), ([.member("users")], 4), ([.member("users"), .index(0)], 5),
            ([.member("users"), .index(0), .member("id")], 5), ([.member("users"), .index(1)], 6),
            ([.member("users"), .index(1), .member("id")], 8),
            ([.member("users"), .index(1), .member("plans"), .member("cavos")], 10),
            ([.member("caf\u{E9}"), .index(0)], 14), ([.member("caf\u{E9}"), .index(1)], 16),
            ([.member("twice")], 18),
        ] as [([JSONPath.Step], Int)])
    func `finds the line on which a value starts`(_ steps: [JSONPath.Step], _ line: Int) {
        #expect(JSONLocator.line(of: JSONPath(steps: steps), in: Array(Self.seed.utf8)) == line)
    }

    @Test(
        arguments: [
            ([.member("missing")], 2), ([.member("missing"), .index(3), .member("x")], 2), ([.index(0)], 2),
            ([.member("users"), .index(2)], 4), ([.member("users"), .index(-1)], 4),
            ([.member("users"), .member("id")], 4),
            ([.member("users"), .index(1), .member("name")], 6), ([.member("version"), .member("x")], 3),
            ([.member("users"), .index(1), .member("id"), .index(0)], 8),
        ] as [([JSONPath.Step], Int)])
    func `finds the nearest enclosing value of a missing one`(_ steps: [JSONPath.Step], _ line: Int) {
        #expect(JSONLocator.line(of: JSONPath(steps: steps), in: Array(Self.seed.utf8)) == line)
    }

    @Test(arguments: ["", "{", #"{"a" 1}"#, #"{"a": [1, }"#, "nope"])
    func `finds nothing in invalid JSON`(_ text: String) {
        let path = JSONPath().appending(member: "a").appending(index: 0)
        #expect(JSONLocator.line(of: path, in: Array(text.utf8)) == nil)
    }
}
