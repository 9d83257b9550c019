internal import CapyDB
internal import Emulation
internal import JSON
import Testing
internal import Sandboxes
import UnderstudyTesting

@Suite struct CapyDBDeviceLoginTests {
    private let path = "/v1/cli/login/sessions"
    private let approval = #"{"user":"ada@example.com","organization_id":"org_ours"}"#

    /// A login that has begun.
    private struct Login {
        let id: String
        let token: String
    }

    private func start(_ client: InProcessClient, _ body: String = "") throws -> Login {
        let reply = client.send("POST \(path)", body: body)
        let (id, token) = (reply.json["session_id"]?.string, reply.json["poll_token"]?.string)
        return Login(id: try #require(id), token: try #require(token))
    }

    private func poll(_ login: Login, _ client: InProcessClient) -> Reply {
        client.send("GET \(path)/\(login.id)", ["X-CapyDB-Poll-Token: \(login.token)"])
    }

    private func approve(_ login: Login, _ client: InProcessClient) -> Reply {
        client.control("POST \(CapyDBWorld.acts)/device-logins/\(login.id)/approve", body: approval)
    }

    private func newestKey(_ client: InProcessClient) -> JSONValue? {
        client.send("GET \(CapyDBWorld.keys)", CapyDBWorld.bearer(CapyDBWorld.readKey)).json["api_keys"]?.array?.first
    }

    @Test func `a login goes from its start to a plaintext that is shown once`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let started = client.send("POST \(path)", body: #"{"name":"CLI on box","device_name":"box"}"#)
        let (id, token) = (started.json["session_id"]?.string ?? "", started.json["poll_token"]?.string ?? "")
        let until = #""expires_at":"2026-02-13T12:10:00Z""#
        #expect(
            started.description
                == #"201 {"session_id":"\#(id)","poll_token":"\#(token)",\#(until),"state":"pending"}"#)
        let login = Login(id: id, token: token)
        #expect(poll(login, client).description == #"200 {"session_id":"\#(id)","state":"pending",\#(until)}"#)

        client.advance(seconds: 60)
        let waiting = client.control("GET \(CapyDBWorld.acts)/device-logins")
        #expect(waiting.json["device_logins"]?.array?.map { $0["session_id"]?.string } == [id, "cli_pending"])
        #expect(!waiting.body.contains(token))
        let approved = approve(login, client)
        #expect(approved.json["device_login"]?["state"] == "completed")
        #expect(!approved.body.contains("capy_live_"))

        let completed = poll(login, client)
        let plaintext = try #require(completed.json["plaintext_api_key"]?.string)
        let organization = #""organization_id":"org_ours","organization_name":"Ours","organization_slug":"ours""#
        let state = #""session_id":"\#(id)","state":"completed",\#(until),"authorized_at":"2026-02-13T12:01:00Z""#
        let secret = #""plaintext_api_key":"\#(plaintext)""#
        #expect(completed.description == "200 {\(state),\(organization),\(secret)}")
        #expect(poll(login, client).description == "200 {\(state),\(organization)}")
        #expect(client.send("GET \(CapyDBWorld.keys)", CapyDBWorld.bearer(plaintext)).status == 200)

        let key = try #require(newestKey(client))
        #expect(key["name"] == "CLI on box")
        #expect(key["device_name"] == "box")
        #expect(key["source"] == "cli")
        #expect(key["created_by_user_id"]?.string == CapyDBWorld.ada)
        #expect(key["scopes"] == ["*"])
        #expect(key["expires_at"] == nil)
    }

    @Test(arguments: [
        (#"{"source":"agent"}"#, "agent", "CapyDB agent", "2026-05-14T12:00:00Z"),
        (#"{"source":"agent","expires_at":"2026-03-01T00:00:00Z"}"#, "agent", "CapyDB agent", "2026-03-01T00:00:00Z"),
        (#"{"source":"agent","expires_at":"2030-01-01T00:00:00Z"}"#, "agent", "CapyDB agent", "2026-05-14T12:00:00Z"),
        (#"{"expires_at":"2030-01-01T00:00:00Z"}"#, "cli", "CapyDB CLI", "2030-01-01T00:00:00Z"),
        (#"{"device_name":"box","name":" "}"#, "cli", "CapyDB CLI on box", nil), ("", "cli", "CapyDB CLI", nil),
    ])
    func `what the device asks for is in the key`(body: String, source: String, name: String, expiry: String?) throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let login = try start(client, body)
        #expect(approve(login, client).status == 200)
        let key = try #require(newestKey(client))
        #expect(key["source"]?.string == source)
        #expect(key["name"]?.string == name)
        #expect(key["expires_at"]?.string == expiry)
    }

    @Test func `narrow scopes stay narrow`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        #expect(approve(try start(client, #"{"scopes":["jobs:read","jobs:read"]}"#), client).status == 200)
        #expect(newestKey(client)?["scopes"] == ["jobs:read"])
    }

    @Test func `the token may be in the query`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        #expect(client.send("GET \(path)/cli_pending?poll_token=poll_fake_pending").status == 200)
    }

    @Test func `a login expires after ten minutes, approved or not`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let (waiting, approved) = (try start(client), try start(client))
        #expect(approve(approved, client).status == 200)
        client.advance(seconds: 599)
        #expect(poll(waiting, client).status == 200)
        client.advance(seconds: 1)
        let gone = #"410 {"error":"login session expired"}"#
        #expect(poll(waiting, client).description == gone)
        #expect(poll(approved, client).description == gone)
        #expect(approve(waiting, client).description == gone)
        #expect(client.control("GET \(CapyDBWorld.acts)/device-logins").body == #"{"device_logins":[]}"#)
    }

    @Test func `a denied device is told so and gets nothing`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let login = try start(client)
        #expect(client.control("POST \(CapyDBWorld.acts)/device-logins/\(login.id)/deny").status == 200)
        #expect(poll(login, client).description == #"410 {"error":"cli login session was denied"}"#)
        #expect(approve(login, client).status == 409)
        client.advance(seconds: 600)
        #expect(poll(login, client).description == #"410 {"error":"login session expired"}"#)
    }

    @Test func `a login that is approved and never polled leaves no active key`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let (fetched, forgotten) = (try start(client), try start(client))
        #expect(approve(fetched, client).status == 200)
        #expect(approve(forgotten, client).status == 200)
        let plaintext = try #require(poll(fetched, client).json["plaintext_api_key"]?.string)
        let left = try #require(client.sandbox.world.capydb.loginSessions[forgotten.id]?.apiKeyID)
        let secret = try #require(client.sandbox.world.capydb.apiKeys[left]?.key)
        client.advance(seconds: 599)
        #expect(newestKey(client)?["is_active"] == true)
        #expect(client.send("GET /v1/me", CapyDBWorld.bearer(secret)).status == 200)
        client.advance(seconds: 1)
        let key = try #require(newestKey(client))
        #expect(key["id"]?.string == left)
        #expect(key["is_active"] == false)
        #expect(key["revoked_at"] == "2026-02-13T12:10:00Z")
        #expect(client.send("GET /v1/me", CapyDBWorld.bearer(secret)).status == 401)
        #expect(client.send("GET /v1/me", CapyDBWorld.bearer(plaintext)).status == 200)
        let before = client.world
        let revoke = Wire("DELETE \(CapyDBWorld.keys)/\(left)", CapyDBWorld.bearer(CapyDBWorld.adminSession))
        #expect(client.send(revoke).status == 200)
        #expect(client.world == before)
    }

    @Test func `a seed's login that was approved and not polled leaves no active key`() throws {
        let seed = CapyDBWorld.seed.replacing(
            #""api_key_id":"key_all","is_delivered":true"#, with: #""api_key_id":"key_all""#)
        let client = try InProcessClient(seed: seed)
        #expect(client.send("GET /v1/me", CapyDBWorld.bearer(CapyDBWorld.allKey)).status == 200)
        client.advance(seconds: 600)
        #expect(client.send("GET /v1/me", CapyDBWorld.bearer(CapyDBWorld.allKey)).status == 401)
    }

    @Test func `HEAD delivers nothing`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let login = try start(client)
        #expect(approve(login, client).status == 200)
        let head = client.send("HEAD \(path)/\(login.id)", ["X-CapyDB-Poll-Token: \(login.token)"])
        #expect(head.json["plaintext_api_key"]?.string != nil)
        #expect(poll(login, client) == head)
        #expect(poll(login, client).json["plaintext_api_key"] == nil)
    }

    @Test func `an empty header leaves the token to the query`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let line = "GET \(path)/cli_pending?poll_token=poll_fake_pending"
        #expect(client.send(line, ["X-CapyDB-Poll-Token:"]).status == 200)
    }

    @Test func `logins that expired a day ago are forgotten as new ones begin`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let old = try start(client)
        client.advance(seconds: 600 + 86_400)
        #expect(poll(old, client).status == 410)
        for _ in 0..<3 { _ = try start(client) }
        #expect(poll(old, client).status == 404)
        #expect(client.sandbox.world.capydb.loginSessions.count == 3)
    }
}
