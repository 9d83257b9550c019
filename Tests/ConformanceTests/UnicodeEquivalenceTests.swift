internal import JSON
import Sandboxes
import Testing
import UnderstudyTesting

/// Keys, ids, names and e-mail addresses are compared by their bytes: two spellings of the same text are two.
@Suite struct UnicodeEquivalenceTests {
    /// U+00C5 and U+212B, which are canonically equivalent.
    private static let (letter, sign) = ("\u{C5}", "\u{212B}")
    /// U+212A, which is canonically equivalent to the letter K.
    private static let kelvin = "\u{212A}"
    private static let (first, second) = (
        "aaaaaaaa-0000-4000-8000-000000000001", "aaaaaaaa-0000-4000-8000-000000000002"
    )
    /// U+00E9, and the letter e with U+0301.
    private static let (composed, decomposed) = ("\u{E9}@example.com", "e\u{301}@example.com")

    private static let seed = """
        {"version":1,
         "plans":[
          {"service":"cavos","id":"plan-\(letter)","app_limit":0},{"service":"cavos","id":"plan-\(sign)","app_limit":1}],
         "users":[
          {"id":"\(first)","email":"\(composed)","plans":{"cavos":"plan-\(letter)"}},
          {"id":"\(second)","email":"\(decomposed)","plans":{"cavos":"plan-\(sign)"}}],
         "cavos":{
          "organizations":[
           {"id":"\(first)","name":"First","owner":"\(composed)"},
           {"id":"\(second)","name":"Second","owner":"\(decomposed)"}],
          "api_keys":[
           {"organization_id":"\(first)","name":"First","key":"cav_K"},
           {"organization_id":"\(second)","name":"Second","key":"cav_second"}]},
         "capgo":{
          "organizations":[
           {"id":"org-\(letter)","name":"First","members":[{"user":"\(composed)","role":"super_admin"}]},
           {"id":"org-\(sign)","name":"Second","members":[{"user":"\(decomposed)","role":"super_admin"}]}],
          "apps":[
           {"app_id":"com.example.K","name":"First","owner_org":"org-\(letter)"},
           {"app_id":"com.example.second","name":"Second","owner_org":"org-\(sign)"}],
          "api_keys":[
           {"user_id":"\(composed)","key":"KEY-K-1","mode":"all","name":"First"},
           {"user_id":"\(decomposed)","key":"KEY-K-2","mode":"all","name":"Second"},
           {"user_id":"\(composed)","key":"KEY-\(letter)","mode":"all","name":"Third"},
           {"user_id":"\(decomposed)","key":"KEY-\(sign)","mode":"all","name":"Fourth"}],
          "channels":[
           {"app_id":"com.example.K","name":"\(letter)"},{"app_id":"com.example.K","name":"\(sign)"}],
          "statistics":[{"app_id":"com.example.K","date":"2026-02-01","bundles":{"\(letter)":0.25,"\(sign)":0.5}}]},
         "capydb":{
          "organizations":[{"id":"org_\(letter)","name":"First"},{"id":"org_\(sign)","name":"Second"}],
          "members":[
           {"organization_id":"org_\(letter)","user":"\(composed)","role":"admin"},
           {"organization_id":"org_\(sign)","user":"\(decomposed)","role":"admin"}],
          "projects":[
           {"id":"prj_\(letter)","organization_id":"org_\(letter)","name":"First"},
           {"id":"prj_\(sign)","organization_id":"org_\(sign)","name":"Second"}],
          "api_keys":[
           {"id":"key_\(letter)","organization_id":"org_\(letter)","name":"First","key":"capy_live_K","scopes":["*"]},
           {"id":"key_\(sign)","organization_id":"org_\(sign)","name":"Second","key":"capy_live_second","scopes":["*"]}],
          "sessions":[{"token":"session_K","user":"\(composed)","organization_id":"org_\(letter)"}]}}
        """

    private func client() throws -> InProcessClient {
        try InProcessClient(seed: Self.seed)
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.map { $0 < 0x80 ? String(UnicodeScalar($0)) : "%" + String($0, radix: 16, uppercase: true) }.joined()
    }

    @Test func `a seed may have both spellings, and the export has them again`() throws {
        let world = try client().world
        #expect(try InProcessClient(seed: world).world.utf8.elementsEqual(world.utf8))
        for text in ["plan-", "KEY-", "prj_", "key_"] {
            for spelling in [Self.letter, Self.sign] {
                #expect(Array(world.utf8).contains(Array("\"\(text)\(spelling)\"".utf8)), "\(text)")
            }
        }
        #expect(Array(world.utf8).contains(Array("\"\(Self.letter)\":0.25".utf8)))
        #expect(Array(world.utf8).contains(Array("\"\(Self.sign)\":0.5".utf8)))
    }

    @Test(arguments: [
        ("POST /api/v1/apps", "Authorization: Bearer cav_K"),
        ("GET /organization/", "authorization: KEY-K-1"),
        ("GET /organization/", "x-api-key: KEY-K-1"),
        ("GET /v1/organizations/\(escaped("org_" + letter))/api-keys", "Authorization: Bearer capy_live_K"),
        ("GET /v1/organizations/\(escaped("org_" + letter))/api-keys", "X-API-Key: capy_live_K"),
        ("GET /v1/organizations/\(escaped("org_" + letter))/api-keys", "Authorization: Bearer session_K"),
    ])
    func `a key with another spelling of one letter is unknown`(line: String, field: String) throws {
        let client = try client()
        #expect(client.send(line, [field]).status != 401)
        let value = field.split(separator: ":", maxSplits: 1)
        #expect(client.send(line, ["\(value[0]):" + value[1].replacing("K", with: Self.kelvin)]).status == 401)
    }

    @Test func `of two spellings of a plan each has its own limit`() throws {
        let client = try client()
        for (key, organization, status) in [
            ("cav_K", Self.first, 429), ("cav_second", Self.second, 201),
        ] {
            let reply = client.send(
                "POST /api/v1/apps", ["Authorization: Bearer \(key)"],
                body: #"{"name":"App","organization_id":"\#(organization)"}"#)
            #expect(reply.status == status, "\(reply)")
        }
    }

    @Test func `an app id with another spelling of one letter is another app`() throws {
        let client = try client()
        let before = client.world
        let fields = ["authorization: KEY-K-1"]
        #expect(client.send("GET /app/com.example.K", fields).status == 200)
        #expect(client.send("GET /app/com.example.\(Self.escaped(Self.kelvin))", fields).status >= 400)
        #expect(client.send("DELETE /app/com.example.\(Self.escaped(Self.kelvin))", fields).status >= 400)
        #expect(client.world == before)
    }

    @Test(arguments: [
        ("KEY-K-1", "First"), ("KEY-K-2", "Second"), ("KEY-\(letter)", "First"), ("KEY-\(sign)", "Second"),
    ])
    func `a Capgo user sees the organization of the user's own spelling`(key: String, name: String) throws {
        let client = try client()
        let reply = client.send("GET /organization/", ["authorization: \(key)"])
        let names = (reply.json["data"] ?? reply.json).array?.map { $0["name"]?.string }
        #expect(names == [name], "\(reply)")
        for (id, owner) in [("org-\(Self.letter)", "First"), ("org-\(Self.sign)", "Second")] {
            let reply = client.send("GET /organization/?orgId=\(Self.escaped(id))", ["authorization: \(key)"])
            #expect((reply.status == 200) == (owner == name), "\(id): \(reply)")
        }
    }

    @Test func `two spellings of a channel are two channels`() throws {
        let client = try client()
        let fields = ["authorization: KEY-K-1"]
        let path = "/channel/?app_id=com.example.K&channel="
        #expect(client.send("DELETE \(path)\(Self.escaped(Self.letter))", fields).status == 200)
        #expect(client.send("GET \(path)\(Self.escaped(Self.letter))", fields).status >= 400)
        #expect(client.send("GET \(path)\(Self.escaped(Self.sign))", fields).status == 200)
    }

    @Test func `an invitation goes to the user of the very address`() throws {
        let client = try client()
        let reply = client.send(
            "POST /organization/members/", ["authorization: KEY-K-1", "Content-Type: application/json"],
            body:
                #"{"orgId":"org-\#(Self.letter)","email":"\#(Self.decomposed.uppercased())","invite_type":"read","role":"read"}"#
        )
        #expect(reply.status == 200, "\(reply)")
        let members = try #require(
            try JSONParser.parse(Array(client.world.utf8))["capgo"]?["organizations"]?.array?.first?["members"]?.array)
        #expect(members.map { $0["user"]?.string } == [Self.first, Self.second])
    }

    @Test func `of two spellings of a CapyDB id each is its own`() throws {
        let client = try client()
        let own = "/v1/organizations/" + Self.escaped("org_\(Self.letter)")
        let other = "/v1/organizations/" + Self.escaped("org_\(Self.sign)")
        let fields = ["Authorization: Bearer capy_live_K"]
        #expect(client.send("GET \(other)/api-keys", fields).status == 403)
        #expect(client.send("GET \(own)/api-keys", fields).json["api_keys"]?.array?.count == 1)
        #expect(client.send("DELETE \(own)/api-keys/\(Self.escaped("key_" + Self.sign))", fields).status == 404)
        #expect(
            client.send("DELETE /_understudy/capydb/organizations/\(Self.escaped("org_" + Self.letter))").status < 300)
        #expect(client.send("GET \(other)/api-keys", ["Authorization: Bearer capy_live_second"]).status == 200)
    }
}

extension [UInt8] {
    fileprivate func contains(_ part: [UInt8]) -> Bool {
        indices.contains { self[$0...].starts(with: part) }
    }
}
