internal import Emulation
internal import HTTP
internal import JSON
import Testing
import UnderstudyTesting

@Suite struct CapyDBKeyTests {
    private let bearer = CapyDBWorld.bearer

    private func list(_ client: InProcessClient, _ token: String = CapyDBWorld.readKey) -> [JSONValue] {
        client.send("GET \(CapyDBWorld.keys)", bearer(token)).json["api_keys"]?.array ?? []
    }

    private func key(_ id: String, _ client: InProcessClient) -> JSONValue? {
        list(client).first { $0["id"]?.string == id }
    }

    @Test func `a key is created with all that was asked for, in the printed shape`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let body =
            #"{"name":" CI ","scopes":["jobs:read","backups:read","jobs:read"],"project_id":"prj_one","expires_at":"2026-03-01T00:00:00.250+01:00","device_name":"runner","source":"cli","more":1}"#
        let reply = client.send(CapyDBRows.create(body))
        let id = try #require(reply.json["api_key"]?["id"]?.string)
        let plaintext = try #require(reply.json["plaintext_api_key"]?.string)
        let shape =
            #"{"created_at":"2026-02-13T12:00:00Z","device_name":"runner","expires_at":"2026-02-28T23:00:00.250Z","id":"\#(id)","is_active":true,"key_prefix":"\#(plaintext.prefix(14))","manager":false,"name":"CI","organization_id":"org_ours","project_id":"prj_one","scopes":["jobs:read","backups:read"],"source":"api"}"#
        #expect(reply.description == #"201 {"api_key":\#(shape),"plaintext_api_key":"\#(plaintext)"}"#)
        #expect(id.wholeMatch(of: /key_[0-9a-f]{32}/) != nil)
        #expect(plaintext.wholeMatch(of: /capy_live_[A-Za-z0-9_-]{43}/) != nil)
        #expect(list(client).first?.text == shape)
        #expect(client.send("GET /v1/me", bearer(plaintext)).status == 200)
    }

    @Test func `optional members that say nothing are left out`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let nothing = #","project_id":"","expires_at":null,"device_name":"""#
        let empty = client.send(CapyDBRows.create(CapyDBRows.fields(nothing)))
        #expect(empty.status == 201)
        #expect(empty.json["api_key"]?["project_id"] == nil)
        #expect(empty.json["api_key"]?["manager"] == true)
        let null = #","project_id":null,"expires_at":null,"device_name":"""#
        let made = client.send(CapyDBRows.create(CapyDBRows.fields(null)))
        #expect(made.status == 201)
        #expect(!made.body.contains("null"))
        for name in ["project_id", "expires_at", "device_name", "created_by_user_id", "last_used_at", "revoked_at"] {
            #expect(made.json["api_key"]?[name] == nil)
        }
    }

    @Test func `a key that is no manager reads keys as ever, and says so`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let listed = list(client, CapyDBWorld.readingServantKey)
        #expect(listed.first { $0["id"] == "key_servant" }?["manager"] == false)
        #expect(listed.first { $0["id"] == "key_read" }?["manager"] == true)
        #expect(listed.first { $0["id"] == "key_project" }?["manager"] == false)
    }

    @Test func `the contract of the page leaves manager out, and enforces it`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seedWithAugustContract)
        let made = client.send(CapyDBRows.create(CapyDBRows.fields()))
        let id = try #require(made.json["api_key"]?["id"]?.string)
        let plaintext = try #require(made.json["plaintext_api_key"]?.string)
        let shape =
            #"{"created_at":"2026-02-13T12:00:00Z","id":"\#(id)","is_active":true,"key_prefix":"\#(plaintext.prefix(14))","name":"My key","organization_id":"org_ours","scopes":["jobs:read"],"source":"api"}"#
        #expect(made.description == #"201 {"api_key":\#(shape),"plaintext_api_key":"\#(plaintext)"}"#)
        #expect(list(client).first?.text == shape)
        #expect(client.exchanges.map(\.contract) == ["2026-08", "2026-08"])
        let refused = client.send(CapyDBRows.create("", as: CapyDBWorld.servantKey))
        #expect(refused.description == #"403 {"error":"this key may not manage the organization"}"#)
    }

    @Test func `another world chooses its contract as it replaces the first, and a reset goes back`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        func contract() -> String? {
            _ = client.send("GET /v1/me")
            return client.exchanges.last?.contract
        }
        #expect(contract() == "2026-09")
        #expect(client.control("PUT /_understudy/state", body: CapyDBWorld.seedWithAugustContract).status == 200)
        #expect(contract() == "2026-08")
        #expect(client.send("POST /_understudy/reset").status == 200)
        #expect(contract() == "2026-09")
    }

    @Test(arguments: [
        ["Authorization:", "X-API-Key: \(CapyDBWorld.readKey)"],
        ["X-API-Key: \(CapyDBWorld.readKey)", "Authorization:"],
        ["Authorization: Bearer \(CapyDBWorld.readKey)", "X-API-Key:"],
        ["Authorization: \t ", "X-API-Key: \(CapyDBWorld.readKey)"],
    ])
    func `an empty credential counts as absent`(fields: [String]) throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        #expect(client.send("GET \(CapyDBWorld.keys)", fields).status == 200)
    }

    @Test func `one byte order mark before the body is ignored`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        #expect(client.send(CapyDBRows.create("\u{FEFF}" + CapyDBRows.fields())).status == 201)
    }

    @Test func `HEAD has the answer of GET`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        for path in [CapyDBWorld.keys, "/v1/me", "/v1/projects", "/v1/projects/prj_one", "/v1/organizations/org_none"] {
            let token = bearer(CapyDBWorld.allKey)
            #expect(client.send("HEAD \(path)", token) == client.send("GET \(path)", token))
        }
        #expect(client.send("HEAD \(CapyDBWorld.keys)").description == #"401 {"error":"unauthorized"}"#)
        #expect(client.send("HEAD \(CapyDBWorld.keys)/key_all").headers["Allow"] == "DELETE")
    }

    @Test func `a key may grant what it does not hold`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        #expect(client.send(CapyDBRows.create(CapyDBRows.fields(#","scopes":["*"]"#))).status == 201)
    }

    @Test func `keys are listed newest first under a frozen clock, revoked and expired ones too`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        for name in ["a", "b", "c"] {
            #expect(client.send(CapyDBRows.create(CapyDBRows.fields(#","name":"\#(name)""#))).status == 201)
        }
        let names = list(client).compactMap { $0["name"]?.string }
        #expect(
            names == [
                "c", "b", "a", "key_unused", "key_expiring", "key_expired", "key_revoked", "key_project", "key_jobs",
                "key_write", "key_read", "key_all", "key_reading_servant", "key_servant",
            ])
        let reply = client.send("GET \(CapyDBWorld.keys)", bearer(CapyDBWorld.readKey))
        #expect(!reply.body.contains("plaintext"))
        #expect(!reply.body.contains(CapyDBWorld.allKey))
        #expect(key("key_revoked", client)?["is_active"] == false)
        #expect(key("key_expired", client)?["is_active"] == false)
    }

    @Test func `a key that lists itself shows that it is being used`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let listed = list(client, CapyDBWorld.unusedKey).first { $0["id"] == "key_unused" }
        #expect(listed?["last_used_at"] == "2026-02-13T12:00:00Z")
    }

    @Test(arguments: [
        ("GET /v1/organizations/org_none/api-keys", 404), ("GET /v1/organizations/org_theirs/api-keys", 403),
        ("POST \(CapyDBWorld.keys)", 403), ("GET /v1/projects", 403),
    ])
    func `a key was used even where it is refused`(line: String, status: Int) throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let before = client.world
        #expect(client.send(line, bearer(CapyDBWorld.unusedKey)).status == status)
        let unused =
            #"\#(CapyDBWorld.unusedKey)","scopes":["api_keys:read"],"source":"api","project_id":null,"device_name":null,"created_by_user_id":null,"created_at":"2026-01-01T00:00:00Z","expires_at":null,"last_used_at":"#
        #expect(before.contains(unused + "null"))
        #expect(client.world == before.replacing(unused + "null", with: unused + #""2026-02-13T12:00:00Z""#))
    }

    @Test func `a revoked or expired key is not used`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        for token in [CapyDBWorld.revokedKey, CapyDBWorld.expiredKey] {
            #expect(client.send("GET /v1/me", bearer(token)).status == 401)
        }
        #expect(key("key_revoked", client)?["last_used_at"] == nil)
        #expect(key("key_expired", client)?["last_used_at"] == nil)
    }

    @Test func `a key expires when the clock reaches its time`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        #expect(client.send("GET /v1/me", bearer(CapyDBWorld.expiringKey)).status == 200)
        #expect(key("key_expiring", client)?["is_active"] == true)
        client.advance(seconds: 1)
        #expect(client.send("GET /v1/me", bearer(CapyDBWorld.expiringKey)).status == 401)
        #expect(key("key_expiring", client)?["is_active"] == false)
        #expect(key("key_expiring", client)?["revoked_at"] == nil)
    }

    @Test func `revoking works at once, and again is the same and keeps the first time`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let wire = Wire("DELETE \(CapyDBWorld.keys)/key_jobs", bearer(CapyDBWorld.writeKey))
        #expect(client.send(wire).description == #"200 {"revoked":true}"#)
        #expect(client.send("GET /v1/me", bearer(CapyDBWorld.jobsKey)).status == 401)
        client.advance(seconds: 60)
        #expect(client.send(wire).description == #"200 {"revoked":true}"#)
        let key = try #require(self.key("key_jobs", client))
        #expect(key["revoked_at"] == "2026-02-13T12:00:00Z")
        #expect(key["is_active"] == false)
    }

    @Test func `a key may revoke itself, and is unauthorized from then on`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let wire = Wire("DELETE \(CapyDBWorld.keys)/key_write", bearer(CapyDBWorld.writeKey))
        #expect(client.send(wire).description == #"200 {"revoked":true}"#)
        #expect(client.send(wire).description == #"401 {"error":"unauthorized"}"#)
    }

    @Test func `an admin makes keys in the dashboard's name, and a member only looks`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let made = client.send(CapyDBRows.create(CapyDBRows.fields(), as: CapyDBWorld.adminSession))
        let key = try #require(made.json["api_key"])
        #expect(made.status == 201)
        #expect(key["source"] == "dashboard")
        #expect(key["created_by_user_id"]?.string == CapyDBWorld.ada)
        #expect(list(client, CapyDBWorld.memberSession).first?["id"] == key["id"])
        let id = try #require(key["id"]?.string)
        #expect(client.send("DELETE \(CapyDBWorld.keys)/\(id)", bearer(CapyDBWorld.adminSession)).status == 200)
    }

    @Test(arguments: [
        "Authorization: Bearer \(CapyDBWorld.readKey)", "authorization: bearer \(CapyDBWorld.readKey)",
        "Authorization: BEARER   \(CapyDBWorld.readKey)", "X-API-Key: \(CapyDBWorld.readKey)",
        "x-api-key: \(CapyDBWorld.readKey)",
    ])
    func `a key is accepted in each documented field`(field: String) throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        #expect(client.send("GET \(CapyDBWorld.keys)", [field]).status == 200)
    }

    @Test(arguments: [
        ("/v1", "localhost"), ("/api/capydb/v1", "localhost"), ("/v1", "api.capydb.dev"),
        ("/api/capydb/v1", "capydb.dev"),
    ])
    func `the API is served under both bases and hosts`(base: String, host: String) throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let line = "GET \(base)/organizations/org_ours/api-keys/?page=2"
        #expect(client.send(line, bearer(CapyDBWorld.readKey) + ["Host: \(host)"]).status == 200)
    }

    @Test func `an organization without keys has an empty list`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let made = client.control("POST \(CapyDBWorld.acts)/organizations", body: #"{"name":"New"}"#)
        let id = try #require(made.json["organization"]?["id"]?.string)
        let session = client.control(
            "POST \(CapyDBWorld.acts)/organizations/\(id)/sessions", body: #"{"user":"ada@example.com"}"#)
        let token = try #require(session.json["session"]?["token"]?.string)
        #expect(client.send("GET /v1/organizations/\(id)/api-keys", bearer(token)).body == #"{"api_keys":[]}"#)
    }

    @Test func `with the option any text is a scope`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seedWithAnyScopes)
        let made = client.send(CapyDBRows.create(CapyDBRows.fields(#","scopes":["cats:pet","é"]"#)))
        #expect(made.json["api_key"]?["scopes"] == ["cats:pet", "é"])
    }

    @Test func `the page's own body is taken where any text is a scope, and refused for its scope elsewhere`() throws {
        let body = #"{"name": "string", "scopes": ["string"]}"#
        let older = try InProcessClient(seed: CapyDBWorld.seedWithAnyScopes)
        #expect(older.send(CapyDBRows.create(body)).status == 201)
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        #expect(client.send(CapyDBRows.create(body)).description == #"400 {"error":"unsupported scope \"string\""}"#)
    }
}
