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
        let query = "org_id=\(CapgoWorld.organization)&mode=read"
        #expect(client.send(CapgoWorld.wire("POST /apikey/?\(query)")).json["apikey"]?["name"] == "New API Key")
        let lists = "name=a+b&mode=read&limited_to_apps=com.ada.app&limited_to_apps=com.ada.sibling"
        let made = client.send(CapgoWorld.wire("POST /apikey?\(lists)")).json["apikey"]
        #expect(made?["name"] == "a b")
        #expect(made?["limited_to_apps"] == ["com.ada.app", "com.ada.sibling"])
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
