import Testing
import UnderstudyTesting

/// Whose requests are counted.
struct RateLimitTests {
    private static func key(_ name: String, _ organization: String) -> String {
        #"{"organization_id":"\#(organization)","name":"k","key":"capy_live_\#(name)","scopes":["*"]}"#
    }

    @Test func `the keys of an organization without people share a limit`() throws {
        let client = try InProcessClient(
            seed: #"""
                {"version":1,"plans":[{"service":"capydb","id":"launch","requests_per_minute":2}],"capydb":{
                "organizations":[{"id":"org_a","name":"A"},{"id":"org_b","name":"B"}],
                "api_keys":[\#(Self.key("one_a", "org_a")),\#(Self.key("two_a", "org_a")),\#(Self.key("one_b", "org_b"))]}}
                """#)
        func status(_ key: String) -> Int {
            client.send("GET /v1/me", ["Authorization: Bearer capy_live_\(key)"]).status
        }
        #expect(status("one_a") == 200)
        #expect(status("two_a") == 200)
        #expect(status("one_a") == 429)
        #expect(status("two_a") == 429)
        #expect(status("one_b") == 200)
    }
}
