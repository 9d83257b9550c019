import JSON
import Testing
import Sandboxes
import UnderstudyTesting

/// No id or key is given while it is taken, wherever the stream of ids stands.
@Suite struct TakenIdentifierTests {
    /// A request that creates something with an id or key; `#` is a number.
    struct Creation: Sendable, CustomTestStringConvertible {
        let line: String
        let fields: [String]
        let body: String

        init(_ line: String, as fields: [String] = [], _ body: String) {
            self.line = line
            self.fields = fields
            self.body = body
        }

        var testDescription: String { line }

        func wire(_ number: Int) -> Wire {
            let line = line.replacing("#", with: "\(number)")
            return Wire(line, fields + ["Content-Type: application/json"], body: body.replacing("#", with: "\(number)"))
        }
    }

    private static let lantern = "a1d4c7e0-1111-4a3b-8c5d-0e6f7a8b9c01"
    private static let seed = """
        {"version": 1, "users": [{"email": "ada@example.com"}],
         "cavos": {"organizations": [{"id": "\(lantern)", "name": "Lantern", "owner": "ada@example.com"}],
                   "api_keys": [{"organization_id": "\(lantern)", "name": "CI", "key": "cav_fake"}]},
         "capgo": {"organizations": [{"id": "org", "name": "Lantern",
                     "members": [{"user": "ada@example.com", "role": "super_admin"}]}],
                   "api_keys": [{"user_id": "ada@example.com", "mode": "all", "name": "A", "key": "ak_fake"},
                     {"user_id": "ada@example.com", "mode": "all", "name": "B", "key": "ak_1"},
                     {"user_id": "ada@example.com", "mode": "all", "name": "C", "key": "ak_2"},
                     {"user_id": "ada@example.com", "mode": "all", "name": "D", "key": "ak_3"}]},
         "capydb": {"organizations": [{"id": "org", "name": "Lantern"}],
                    "members": [{"user": "ada@example.com", "organization_id": "org", "role": "admin"}],
                    "api_keys": [{"organization_id": "org", "name": "A", "scopes": ["api_keys:write"],
                      "key": "capy_live_fake"}]}}
        """
    private static let cavos = ["Authorization: Bearer cav_fake"]
    private static let capgo = ["Authorization: ak_fake"]
    private static let capydb = ["Authorization: Bearer capy_live_fake"]

    private static let creations = [
        Creation("POST /api/v1/apps", as: cavos, #"{"name":"App","organization_id":"\#(lantern)"}"#),
        Creation("POST /_understudy/cavos/organizations", #"{"name":"Organization"}"#),
        Creation("POST /_understudy/cavos/organizations/\(lantern)/api-keys", #"{"name":"Key"}"#),
        Creation("POST /_understudy/capgo/users", ##"{"email":"new#@example.com"}"##),
        Creation("POST /_understudy/capgo/organizations", #"{"name":"New","user":"ada@example.com"}"#),
        Creation("POST /_understudy/capgo/apikeys", #"{"name":"Key","mode":"read","user":"ada@example.com"}"#),
        Creation("POST /organization/", as: capgo, #"{"name":"New"}"#),
        Creation("POST /app/", as: capgo, ##"{"app_id":"com.example.app#","name":"App","owner_org":"org"}"##),
        Creation("POST /apikey/", as: capgo, #"{"name":"Key","mode":"read"}"#),
        Creation("PUT /apikey/#", as: capgo, #"{"regenerate":true}"#),
        Creation("POST /_understudy/capydb/organizations", #"{"name":"Organization"}"#),
        Creation("POST /_understudy/capydb/organizations/org/projects", #"{"name":"Project"}"#),
        Creation(
            "POST /_understudy/capydb/organizations/org/api-keys",
            #"{"name":"Key","scopes":["projects:read"]}"#),
        Creation("POST /_understudy/capydb/organizations/org/sessions", #"{"user":"ada@example.com"}"#),
        Creation(
            "POST /v1/organizations/org/api-keys", as: capydb, #"{"name":"Key","scopes":["projects:read"]}"#),
        Creation("POST /v1/cli/login/sessions", #"{"client_name":"cli"}"#),
    ]

    private let client: InProcessClient

    init() throws {
        client = try InProcessClient(seed: Self.seed)
    }

    /// The position of the stream in an export.
    private static func stream(of export: String) throws -> Substring {
        try #require(export.firstMatch(of: /"id_stream": "([0-9a-f]{16})"/)).output.1
    }

    /// Puts the stream of ids back to where it was in an earlier export, as people may who edit one.
    private func putBackStream(to earlier: String) throws {
        let later = client.world
        let text = later.replacing(try Self.stream(of: later), with: try Self.stream(of: earlier))
        #expect(text != later)
        #expect(client.control("PUT /_understudy/state", body: text).status == 200)
    }

    @Test(arguments: creations)
    func `what the stream gives a second time is passed over`(creation: Creation) throws {
        let before = client.world
        for number in 2...4 {
            let world = client.world
            let reply = client.send(creation.wire(number))
            #expect([200, 201].contains(reply.status), "\(reply)")
            let lines = Set(client.world.split(separator: "\n"))
            let lost = world.split(separator: "\n").filter { line in
                // Commas come and go with the lines after them; counters, the position and a renewed key change.
                !lines.contains(line) && !lines.contains(line + ",") && !line.hasSuffix("[],")
                    && !line.contains("\"last\":")
                    && !line.contains("id_stream") && !line.contains(#"{"id":\#(number),"user_id""#)
                    && !line.contains("last_used_at")
            }
            #expect(lost == [], "\(number)")
            #expect(client.control("PUT /_understudy/state", body: client.world).status == 200)
            try putBackStream(to: before)
        }
    }

    @Test func `a key of a deleted organization does not get a new one`() throws {
        let before = client.world
        let made = client.control("POST /_understudy/cavos/organizations", body: #"{"name":"Old"}"#)
        let id = try #require(made.json["organization"]?["id"]?.string)
        let path = "/_understudy/cavos/organizations/\(id)"
        #expect(client.control("POST \(path)/api-keys", body: #"{"name":"Key"}"#).status == 201)
        #expect(client.control("DELETE \(path)?keep_keys=true").status == 200)
        try putBackStream(to: before)
        #expect(client.control("POST /_understudy/cavos/organizations", body: #"{"name":"New"}"#).status == 201)
        #expect(!client.world.contains(#"{"id":"\#(id)""#))
        #expect(client.control("PUT /_understudy/state", body: client.world).status == 200)
    }

    @Test func `a key that is limited to a deleted organization does not reach a new one`() throws {
        let before = client.world
        let made = client.send(Wire("POST /organization/", Self.capgo, body: #"{"name":"Old"}"#))
        let id = try #require(made.json["id"]?.string)
        let key = #"{"name":"Key","mode":"all","limited_to_orgs":["\#(id)"]}"#
        #expect(client.send(Wire("POST /apikey/", Self.capgo, body: key)).status == 200)
        #expect(client.control("DELETE /_understudy/capgo/organizations/\(id)").status == 200)
        try putBackStream(to: before)
        #expect(client.send(Wire("POST /organization/", Self.capgo, body: #"{"name":"New"}"#)).status == 200)
        #expect(!client.world.contains(#"{"id":"\#(id)""#))
    }
}
