import Testing
import Sandboxes

/// A seed with something wrong and exactly what is said about it.
struct BadSeed: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let sentences: [String]

    init(_ name: String, _ text: String, _ sentences: String...) {
        self.name = name
        self.text = text
        self.sentences = sentences
    }

    var testDescription: String { name }

    private static let head = #"{"version":1,"users":[{"email":"ada@example.com"}],"#
    private static let organization =
        #"{"id":"11111111-1111-4111-8111-111111111111","name":"Good","owner":"ada@example.com"}"#
    private static let uuid = #"a UUID such as "7d0f3a52-5c1e-4d7e-9a55-2f6c1b0e8a01""#

    private static let services = AnyService.all.map { "\"\($0.name)\"" }.sorted().joined(separator: ", ")

    static let all: [BadSeed] = [
        BadSeed("nothing", "", "1: not JSON at column 1: expected a value, found the end of the text"),
        BadSeed(
            "a comma too many", "{\n  \"version\": 1,\n}",
            "3: not JSON at column 1: expected a member name, found \"}\""),
        BadSeed("no object", "[]", "1: $ is [], expected an object"),
        BadSeed("no version", "{}", "1: version is missing, expected 1"),
        BadSeed("another version", "{\n\"version\": 2}", "2: version is 2, expected 1"),
        BadSeed("a version in quotation marks", #"{"version":"1"}"#, #"1: version is "1", expected 1"#),
        BadSeed(
            "a position that is none", "{\"version\":1,\n\"id_stream\":\"0123456789abcdeg\"}",
            "2: id_stream is \"0123456789abcdeg\", expected 16 hexadecimal digits"),
        BadSeed(
            "a position that is a number", #"{"version":1,"id_stream":7}"#,
            "1: id_stream is 7, expected 16 hexadecimal digits"),
        BadSeed(
            "an unknown member of the root", "{\"version\":1,\n\"user\":[]}",
            "2: user is [], expected no member of that name: did you mean \"users\"?"),
        BadSeed(
            "an unknown list", "{\"version\":1,\"cavos\":{\n\"apikeys\":[]}}",
            "2: cavos.apikeys is [], expected no member of that name: did you mean \"api_keys\"?"),
        BadSeed("a section that is a list", #"{"version":1,"cavos":[]}"#, "1: cavos is [], expected an object"),
        BadSeed("a list that is an object", #"{"version":1,"users":{}}"#, "1: users is {}, expected a list"),
        BadSeed(
            "a dangling owner",
            head + "\"cavos\":{\"organizations\":[\n{\"name\":\"x\",\n\"owner\":\"grace@example.com\"}]}}",
            #"3: cavos.organizations[0].owner is "grace@example.com", "#
                + "expected the id or the e-mail address of one of users"),
        BadSeed(
            "two organizations of one id", head + "\"cavos\":{\"organizations\":[\(organization),\n\(organization)]}}",
            #"2: cavos.organizations[1].id is "11111111-1111-4111-8111-111111111111", "#
                + "expected a unique value"),
        BadSeed(
            "a dangling key",
            head + #""cavos":{"api_keys":[{"organization_id":"11111111-1111-4111-8111-111111111111","#
                + #""name":"x"}]}}"#,
            #"1: cavos.api_keys[0].organization_id is "11111111-1111-4111-8111-111111111111", "#
                + "expected the id of one of cavos.organizations"),
        BadSeed(
            "a key without the prefix, an empty one and one given twice",
            head + "\"cavos\":{\"organizations\":[\(organization)],\"api_keys\":[\n\(key("sk_1")),\n\(key("")),\n"
                + "\(key("cav_a")),\n\(key("cav_a"))]}}",
            #"2: cavos.api_keys[0].key is "sk_1", expected a string that begins with "cav_" and has no spaces; leave it out to have one made"#,
            #"3: cavos.api_keys[1].key is "", expected a string that is not blank"#,
            #"5: cavos.api_keys[3].key is "cav_a", expected a unique value"#),
        BadSeed(
            "an app of no organization",
            head + "\"cavos\":{\"apps\":[\n{\"organization_id\":\"7\",\n\"name\":\" \"}]}}",
            #"2: cavos.apps[0].organization_id is "7", expected "# + uuid,
            #"3: cavos.apps[0].name is " ", expected a string that is not blank"#),
        BadSeed(
            "an unknown option", head + #""cavos":{"options":{"unknown_organization":"gone"}}}"#,
            #"1: cavos.options.unknown_organization is "gone", expected one of "forbidden", "not_found""#),
        BadSeed(
            "a bad time",
            head + "\"cavos\":{\"organizations\":[\n{\"name\":\"x\",\"owner\":\"ada@example.com\","
                + "\"created_at\":\"2026-02-29T00:00:00Z\"}]}}",
            #"2: cavos.organizations[0].created_at is "2026-02-29T00:00:00Z", "#
                + #"expected an RFC 3339 time such as "2026-02-13T12:00:00Z""#),
        BadSeed(
            "a plan of no service", #"{"version":1,"plans":[{"service":"x","id":"y"}]}"#,
            #"1: plans[0].service is "x", expected one of "capgo", "capydb", "cavos""#),
        BadSeed(
            "all at once, in the order of the text",
            """
            {
              "cavos": {
                "apps": [ { "name": 7 } ],
                "organizations": [ 7, { "owner": "nobody" } ]
              },
              "users": [
                { "email": "ada@example.com", "id": "1" },
                { "email": "ADA@example.com", "nme": "Ada" }
              ],
              "verson": 1
            }
            """,
            "1: version is missing, expected 1",
            "3: cavos.apps[0].organization_id is missing, expected " + uuid,
            "3: cavos.apps[0].name is 7, expected a string that is not blank",
            "4: cavos.organizations[0] is 7, expected an object",
            "4: cavos.organizations[1].name is missing, expected a string that is not blank",
            #"4: cavos.organizations[1].owner is "nobody", expected the id or the e-mail address of one of users"#,
            #"7: users[0].id is "1", expected "# + uuid,
            #"8: users[1].email is "ADA@example.com", expected a unique value"#,
            #"8: users[1].nme is "Ada", expected no member of that name: did you mean "name"?"#,
            #"10: verson is 1, expected no member of that name: did you mean "version"?"#),
    ]

    private static func key(_ key: String) -> String {
        #"{"organization_id":"11111111-1111-4111-8111-111111111111","name":"x","key":"\#(key)"}"#
    }
}
