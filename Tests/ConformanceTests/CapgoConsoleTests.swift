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
}
