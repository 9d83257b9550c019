import JSON
import Testing
import UnderstudyTesting

@Suite struct CapgoKeyTests {
    private static let time = "2026-02-13T12:00:00Z"

    @Test func `keys are listed oldest first in the documented order of members`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let reply = client.send(CapgoWorld.wire("GET /apikey/"))
        let first =
            #"{"data":[{"id":1,"key":"ada_all","mode":"all","name":"ada_all","created_at":"2026-01-01T00:00:01Z","updated_at":"2026-01-01T00:00:01Z","user_id":"\#(CapgoWorld.ada)"},{"id":2,"#
        #expect(reply.status == 200)
        #expect(reply.body.hasPrefix(first))
        let fifth =
            #""user_id":"\#(CapgoWorld.ada)","limited_to_apps":["com.ada.app"]},{"id":6,"#
        #expect(reply.body.contains(fifth))
        #expect(reply.body.contains(#""expires_at":"2026-02-13T12:00:00Z"}"#))
        #expect(reply.json["data"]?.array?.compactMap { $0["id"]?.int } == Array(1...8))
    }

    @Test(arguments: [
        #"{"name":" CI ","mode":"read"}"#, #"{"name":"CI","mode":"read","limited_to_apps":null,"limited_to_orgs":[]}"#,
    ])
    func `a key of the newer form`(body: String) throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let reply = client.send(CapgoWorld.wire("POST /apikey/", body))
        let key = try #require(reply.json["apikey"]?["key"]?.string)
        #expect(key.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
        #expect(
            reply.description
                == #"200 {"apikey":{"id":18,"key":"\#(key)","mode":"read","name":"CI","created_at":"\#(Self.time)","user_id":"\#(CapgoWorld.ada)"}}"#
        )
        #expect(client.send(CapgoWorld.wire("GET /app/", key: key)).status == 200)
    }

    @Test func `a key of the older form is limited to the organization`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let reply = client.send(
            CapgoWorld.wire("POST /apikey/", #"{"org_id":"\#(CapgoWorld.organization)","mode":"upload"}"#))
        let key = try #require(reply.json["apikey"]?["key"]?.string)
        #expect(
            reply.body
                == #"{"apikey":{"id":18,"key":"\#(key)","mode":"upload","name":"New API Key","created_at":"\#(Self.time)","user_id":"\#(CapgoWorld.ada)","limited_to_orgs":["\#(CapgoWorld.organization)"]}}"#
        )
        #expect(
            client.send(CapgoWorld.wire("GET /organization/?orgId=\(CapgoWorld.emptyOrganization)", key: key)).status
                == 404)
    }

    @Test func `the query replaces a missing body`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let typed = "name=12&mode=read&expires_at=1798761600000&hashed=true"
        let hashed = client.send(CapgoWorld.wire("POST /apikey/?\(typed)")).json["apikey"]
        #expect(hashed?["name"] == "12" && hashed?["expires_at"] == "2027-01-01T00:00:00Z")
        #expect(client.send(CapgoWorld.wire("GET /apikey/18")).json["key"] == .null)
        let renewed = client.send(CapgoWorld.wire("PUT /apikey/3?regenerate=true&limited_to_apps=com.ada.app"))
        #expect(renewed.json["key"] != "ada_upload" && renewed.json["limited_to_apps"] == ["com.ada.app"])
        let query = "org_id=\(CapgoWorld.organization)&mode=read"
        #expect(client.send(CapgoWorld.wire("POST /apikey/?\(query)")).json["apikey"]?["name"] == "New API Key")
        let lists = "name=a+b&mode=read&limited_to_apps=com.ada.app&limited_to_apps=com.ada.sibling"
        let made = client.send(CapgoWorld.wire("POST /apikey?\(lists)")).json["apikey"]
        #expect(made?["name"] == "a b")
        #expect(made?["limited_to_apps"] == ["com.ada.app", "com.ada.sibling"])
    }

    @Test(arguments: [
        (#""2026-03-01T10:30:00Z""#, "2026-03-01T10:30:00Z"),
        (#""2026-03-01t10:30:00.75+01:00""#, "2026-03-01T09:30:00Z"),
        (#""2026-03-01T10:30Z""#, "2026-03-01T10:30:00Z"), (#""2026-03-01T10:30-02:00""#, "2026-03-01T12:30:00Z"),
        (#""2026-03-01T10:30:15""#, "2026-03-01T10:30:15Z"), (#""2026-03-01T10:30:15.5""#, "2026-03-01T10:30:15Z"),
        (#""2026-03-01T10:30""#, "2026-03-01T10:30:00Z"), (#""2026-03-01""#, "2026-03-01T00:00:00Z"),
        ("1798761600000", "2027-01-01T00:00:00Z"), ("1.7987616e12", "2027-01-01T00:00:00Z"),
        ("253402300799999", "9999-12-31T23:59:59Z"),
    ])
    func `an expiration date is read in each of its forms`(form: String, end: String) throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let made = client.send(
            CapgoWorld.wire("POST /apikey/", #"{"name":"x","mode":"read","expires_at":\#(form)}"#))
        #expect(made.json["apikey"]?["expires_at"]?.string == end)
        let changed = client.send(CapgoWorld.wire("PUT /apikey/2", #"{"expires_at":\#(form)}"#))
        #expect(changed.json["expires_at"]?.string == end)
    }

    @Test func `a hashed key is shown once and known by its hash alone`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let made = client.send(CapgoWorld.wire("POST /apikey/", #"{"name":"H","mode":"all","hashed":true}"#))
        let key = try #require(made.json["apikey"]?["key"]?.string)
        #expect(
            made.description
                == #"200 {"apikey":{"id":18,"key":"\#(key)","mode":"all","name":"H","created_at":"\#(Self.time)","user_id":"\#(CapgoWorld.ada)"}}"#
        )
        let shown =
            #"{"id":18,"key":null,"mode":"all","name":"H","created_at":"\#(Self.time)","updated_at":"\#(Self.time)","user_id":"\#(CapgoWorld.ada)"}"#
        #expect(client.send(CapgoWorld.wire("GET /apikey/18", key: key)).body == shown)
        #expect(client.send(CapgoWorld.wire("GET /apikey/", key: key)).body.hasSuffix(",\(shown)]}"))
        #expect(!client.world.contains(key))
        let stored = client.world.firstMatch(of: /"key":null,"key_hash":"([0-9a-f]{64})"/)
        let hash = String(try #require(stored).output.1)
        #expect(client.send(CapgoWorld.wire("GET /apikey/", key: hash)).status == 401)

        let again = try InProcessClient(seed: client.world)
        #expect(again.world == client.world)
        #expect(again.send(CapgoWorld.wire("PUT /apikey/18", #"{"name":"H"}"#, key: key)).body == shown)
        let regenerated = again.send(CapgoWorld.wire("PUT /apikey/18", #"{"regenerate":true}"#, key: key))
        #expect(regenerated.body == shown)
        #expect(again.send(CapgoWorld.wire("GET /apikey/", key: key)).status == 401)
        #expect(client.send(CapgoWorld.wire("DELETE /apikey/\(key)/", key: key)).body == #"{"success":true}"#)
        #expect(client.send(CapgoWorld.wire("GET /apikey/", key: key)).status == 401)
    }

    @Test func `a seed may have only the SHA-256 of a key`() throws {
        let hash = "9387064bc4a8fc09f77e7b900038782cdb9af9f79e9f57a2fd90f8f0dd1e8307"
        let seed = CapgoWorld.seed.replacing(#""key":"ada_read""#, with: #""key_hash":"\#(hash)""#)
        let client = try InProcessClient(seed: seed)
        #expect(client.send(CapgoWorld.wire("GET /app/", key: "ada_hashed")).status == 200)
        #expect(client.send(CapgoWorld.wire("GET /apikey/2")).json["key"] == .null)
        #expect(client.send(CapgoWorld.wire("DELETE /apikey/ada_hashed/")).status == 200)
        #expect(client.send(CapgoWorld.wire("GET /app/", key: "ada_hashed")).status == 401)
    }

    @Test(arguments: [#""hashed":false"#, #""hashed":null"#])
    func `a key that is not hashed is stored as it is`(member: String) throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let made = client.send(CapgoWorld.wire("POST /apikey/", #"{"name":"x","mode":"read",\#(member)}"#))
        let key = try #require(made.json["apikey"]?["key"]?.string)
        #expect(client.world.contains(#""key":"\#(key)","key_hash":null"#))
    }

    @Test func `repeated limits are dropped`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let apps = #""limited_to_apps":["com.ada.sibling","com.ada.app","com.ada.sibling","com.ada.app"]"#
        let organizations =
            #""limited_to_orgs":["\#(CapgoWorld.organization)","\#(CapgoWorld.organization)"]"#
        let expected =
            #""limited_to_apps":["com.ada.sibling","com.ada.app"],"limited_to_orgs":["\#(CapgoWorld.organization)"]}"#
        let made = client.send(
            CapgoWorld.wire("POST /apikey/", #"{"name":"x","mode":"read",\#(apps),\#(organizations)}"#))
        #expect(made.body.hasSuffix(expected + "}"))
        let changed = client.send(CapgoWorld.wire("PUT /apikey/2", "{\(apps),\(organizations)}"))
        #expect(changed.body.hasSuffix(expected))
    }

    @Test func `a key with an end shows it and ends then`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let body = #"{"name":"x","mode":"read","expires_at":"2026-02-13T13:00:01+01:00"}"#
        let made = client.send(CapgoWorld.wire("POST /apikey/", body)).json["apikey"]
        let key = try #require(made?["key"]?.string)
        #expect(made?["expires_at"] == "2026-02-13T12:00:01Z")
        #expect(client.send(CapgoWorld.wire("GET /app/", key: key)).status == 200)
        client.advance(seconds: 1)
        #expect(
            client.send(CapgoWorld.wire("GET /app/", key: key)).body
                == #"{"error":"API key has expired","status":"KO"}"#)
    }

    @Test func `a key is changed, regenerated and freed of its limits`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        client.advance(seconds: 5)
        let body =
            #"{"name":"New","mode":"write","limited_to_apps":["com.ada.app"],"expires_at":"2027-01-01","regenerate":true}"#
        let reply = client.send(CapgoWorld.wire("PUT /apikey/2/", body))
        let key = try #require(reply.json["key"]?.string)
        #expect(
            reply.body
                == #"{"id":2,"key":"\#(key)","mode":"write","name":"New","created_at":"2026-01-01T00:00:02Z","updated_at":"2026-02-13T12:00:05Z","user_id":"\#(CapgoWorld.ada)","limited_to_apps":["com.ada.app"],"expires_at":"2027-01-01T00:00:00Z"}"#
        )
        #expect(client.send(CapgoWorld.wire("GET /app/", key: "ada_read")).status == 401)
        #expect(client.send(CapgoWorld.wire("GET /app/", key: key)).status == 200)
        let freed = client.send(CapgoWorld.wire("PUT /apikey/2", #"{"limited_to_apps":null,"expires_at":null}"#))
        #expect(freed.json["limited_to_apps"] == nil && freed.json["expires_at"] == nil)
        #expect(client.send(CapgoWorld.wire("GET /apikey/2")).body == freed.body)
    }

    @Test(arguments: ["2", "ada_read"])
    func `a key is deleted by its number or its text, at once`(name: String) throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        #expect(client.send(CapgoWorld.wire("DELETE /apikey/\(name)/")).description == #"200 {"success":true}"#)
        #expect(
            client.send(CapgoWorld.wire("GET /app/", key: "ada_read")).body
                == #"{"error":"Invalid API key","status":"KO"}"#)
        #expect(client.send(CapgoWorld.wire("DELETE /apikey/\(name)/")).status == 404)
    }

    @Test func `a key may delete itself`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        #expect(client.send(CapgoWorld.wire("DELETE /apikey/1")).status == 200)
        #expect(client.send(CapgoWorld.wire("GET /apikey/")).status == 401)
    }

    @Test func `numbers never come again, also across an export`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        func make(_ client: InProcessClient) -> Int? {
            client.send(CapgoWorld.wire("POST /apikey/", #"{"name":"x","mode":"read"}"#)).json["apikey"]?["id"]?.int
        }
        #expect(make(client) == 18)
        #expect(client.send(CapgoWorld.wire("DELETE /apikey/18")).status == 200)
        let again = try InProcessClient(seed: client.world)
        #expect(make(again) == 19)
        #expect(make(client) == 19)
    }
}
