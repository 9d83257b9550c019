import JSON
import Testing

struct PathTests {
    @Test(
        arguments: [
            ([], "$"),
            ([.member("cavos"), .member("apps"), .index(2), .member("name")], "cavos.apps[2].name"),
            ([.member("$schema")], "$schema"), ([.member("a_1"), .index(0), .index(10)], "a_1[0][10]"),
            ([.index(0)], "$[0]"), ([.index(3), .member("a")], "$[3].a"), ([.member("$")], #"$["$"]"#),
            ([.member("odd name"), .index(1)], #"$["odd name"][1]"#), ([.member("a"), .member("1st")], #"a["1st"]"#),
            ([.member("a"), .member("")], #"a[""]"#), ([.member("a"), .member("x-y"), .member("b")], #"a["x-y"].b"#),
            ([.member("a"), .member("é")], #"a["é"]"#), ([.member("a"), .member("\"\n")], #"a["\"\n"]"#),
        ] as [([JSONPath.Step], String)])
    func `reads like code`(_ steps: [JSONPath.Step], _ text: String) {
        #expect("\(JSONPath(steps: steps))" == text)
    }

    @Test func `grows by a step and stays as it was itself`() {
        let root = JSONPath()
        let apps = root.appending(member: "apps")
        #expect(apps.appending(index: 2).steps == [.member("apps"), .index(2)])
        #expect(apps.steps == [.member("apps")])
        #expect(Set([apps, root.appending(member: "apps")]).count == 1)
    }
}
