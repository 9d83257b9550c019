import Emulation
import Testing

struct RequestPathTests {
    @Test(arguments: [
        ("/", []), ("/a", ["a"]), ("/a/", ["a"]), ("/a/b", ["a", "b"]), ("/a%2Fb/c", ["a/b", "c"]), ("/..", [".."]),
        ("/a/./b", ["a", ".", "b"]), ("/%61", ["a"]), ("/a%20b", ["a b"]), ("/a+b", ["a+b"]), ("/é", ["é"]),
        ("/%00", ["\u{0}"]),
    ])
    func `a path is split at its slashes and each part decoded`(path: String, segments: [String]) {
        #expect(RequestPath.segments(of: path) == segments)
    }

    @Test(arguments: ["", "a", "*", "//", "/a//", "//a", "/a//b", "/%", "/%4", "/%4g", "/%80", "/a/%ED%A0%80"])
    func `an empty part, a bad escape or a missing slash makes no path`(path: String) {
        #expect(RequestPath.segments(of: path) == nil)
    }

    @Test func `a pattern is literals and parameters`() {
        let pattern = PathPattern("/v1/{id}/keys")
        #expect(pattern.segments == [.literal("v1"), .parameter(name: "id"), .literal("keys")])
        #expect(pattern.description == "/v1/{id}/keys")
        #expect(PathPattern("/").segments.isEmpty)
        #expect(PathPattern("/app/").segments == [.literal("app")])
    }
}
