import JSON
import Testing
import UnderstudyTesting

@Suite struct CapgoConsoleTests {
    private let base = "/_understudy/capgo"

    @Test func `a user, an organization and a first key open the API`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let user = client.control(
            "POST \(base)/users", body: #"{"email":"new@example.com","name":"New","plan":"enterprise"}"#)
        let userID = try #require(user.json["data"]?["id"]?.string)
        #expect(
            user.body == #"{"data":{"id":"\#(userID)","email":"new@example.com","name":"New","plan":"enterprise"}}"#)
        #expect(client.control("GET \(base)/users").body.hasSuffix(user.body.dropFirst(8).dropLast() + "]}"))
        let made = client.control("POST \(base)/organizations", body: #"{"name":"Newcomers","user":"new@example.com"}"#)
        let organization = try #require(made.json["data"]?["id"]?.string)
        #expect(made.json["data"]?["management_email"] == "new@example.com")
        let keyBody = #"{"user":"\#(userID)","org_id":"\#(organization)","mode":"read"}"#
        let key = client.control("POST \(base)/apikeys", body: keyBody).json["apikey"]
        let text = try #require(key?["key"]?.string)
        #expect(client.send(CapgoWorld.wire("GET /organization/", key: text)).json["data"]?.array?.count == 1)
        #expect(client.control("GET \(base)/apikeys?user=new@example.com").json["data"]?.array?.count == 1)
        #expect(client.control("GET \(base)/apikeys").json["data"]?.array?.count == 18)
        let id = try #require(key?["id"]?.int)
        #expect(client.control("DELETE \(base)/apikeys/\(id)").body == #"{"success":true}"#)
        #expect(client.send(CapgoWorld.wire("GET /organization/", key: text)).status == 401)
        #expect(client.control("DELETE \(base)/organizations/\(organization)").body == #"{"status":"ok"}"#)
        #expect(client.control("GET \(base)/organizations").json["data"]?.array?.count == 3)
        #expect(try InProcessClient(seed: client.world).world == client.world)
    }

    @Test func `a plan counts from the next request on`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let wire = CapgoWorld.wire("GET /app/", key: "rated_all")
        #expect((0..<3).map { _ in client.send(wire).status } == [200, 200, 429])
        let change = client.control("PATCH \(base)/users/rated@example.com", body: #"{"plan":"unlimited"}"#)
        #expect(change.json["data"]?["plan"] == "unlimited")
        #expect((0..<9).allSatisfy { _ in client.send(wire).status == 200 })
    }

    @Test func `a device reports and what it leaves out stays`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let head = #"{"app_id":"com.ada.app","device_id":"\#(CapgoWorld.device.uppercased())""#
        let first = client.control(
            "PUT \(base)/devices", body: head + #","platform":"android","version":2,"is_prod":false}"#)
        #expect(first.json["data"]?["version_name"] == "1.1.0")
        let second = client.control("PUT \(base)/devices", body: head + #","os_version":"15"}"#)
        #expect(
            second.body
                == #"{"data":{"updated_at":"2026-02-13T12:00:00Z","device_id":"\#(CapgoWorld.device)","custom_id":"","version":2,"version_name":"1.1.0","app_id":"com.ada.app","platform":"android","plugin_version":"","os_version":"15","version_build":"","is_prod":false,"is_emulator":false,"key_id":null}}"#
        )
        #expect(client.control("GET \(base)/devices").json["data"]?.array?.count == 2)
        #expect(client.control("GET \(base)/devices?app_id=com.ada.app").json["data"]?.array?.count == 1)
    }

    @Test func `figures of a day replace those that were there`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let body = #"{"app_id":"com.ada.app","date":"2026-02-03","mau":1,"bundles":{"1.0.0":0.333}}"#
        let reply = client.control("PUT \(base)/statistics", body: body)
        #expect(
            reply.body == #"{"data":{"app_id":"com.ada.app","date":"2026-02-03","mau":1,"storage":0,"bandwidth":0}}"#)
        let usage = client.send(
            CapgoWorld.wire("GET /statistics/app/com.ada.app/bundle_usage?from=2026-02-03&to=2026-02-03"))
        #expect(usage.body == #"{"labels":["2026-02-03"],"datasets":[{"label":"1.0.0","data":[33.3]}]}"#)
    }

    @Test func `a key takes the members of the public API, and repeats are dropped`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let body =
            #"{"user":"ada@example.com","name":" K ","mode":"read","limited_to_apps":["com.ada.app","com.ada.app"],"limited_to_orgs":null,"expires_at":1798761600000,"hashed":true}"#
        let made = client.control("POST \(base)/apikeys", body: body)
        let key = try #require(made.json["apikey"]?["key"]?.string)
        #expect(
            made.body
                == #"{"apikey":{"id":18,"key":"\#(key)","mode":"read","name":"K","created_at":"2026-02-13T12:00:00Z","user_id":"\#(CapgoWorld.ada)","limited_to_apps":["com.ada.app"],"expires_at":"2027-01-01T00:00:00Z"}}"#
        )
        #expect(!client.world.contains(key))
        #expect(client.control("GET \(base)/apikeys").json["data"]?.array?.last?["key"] == .null)
        #expect(client.send(CapgoWorld.wire("GET /app/com.ada.app", key: key)).status == 200)
    }

    @Test func `a body with thousands of unknown members is refused for the first`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let members = (0..<9_000).map { #""m\#($0)":1"# }.joined(separator: ",")
        let reply = client.control("PUT \(base)/statistics", body: #"{"app_id":"x","date":"2026-02-01",\#(members)}"#)
        #expect(reply.status == 400)
        #expect(reply.json["error"]?.string?.hasPrefix("m0 is 1, expected no member of that name") == true)
    }
}
