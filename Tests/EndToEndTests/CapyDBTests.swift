internal import Foundation
internal import JSON
import Testing
import UnderstudyTesting

/// The device login and the page's three calls against the built program with its demo.
@Suite struct CapyDBTests {
    private func withServer(_ body: (RunningServer) throws -> Void) throws {
        let seed = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).json")
        try SourceTree.text("seed/demo.json").write(to: seed, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: seed) }
        let server = try RunningServer(["--seed", seed.path, "--log-level", "error"])
        try body(server)
        #expect(try server.stop() == 0)
    }

    @Test func `a device logs in and its key runs the page's three calls`() throws {
        try withServer { server in
            let client = try SocketClient(port: server.port)
            let started = try client.exchange(
                Wire("POST /v1/cli/login/sessions", body: #"{"device_name":"box","source":"agent"}"#))
            #expect(started.status == 201)
            let id = try #require(started.json["session_id"]?.string)
            let token = try #require(started.json["poll_token"]?.string)
            let poll = Wire("GET /v1/cli/login/sessions/\(id)", ["X-CapyDB-Poll-Token: \(token)"])
            #expect(try client.exchange(poll).json["state"] == "pending")

            let approval = #"{"user":"ada@example.com","organization_id":"org_demo_lantern"}"#
            let approved = try client.exchange(
                Wire(
                    "POST /_understudy/capydb/device-logins/\(id)/approve", ["Content-Type: application/json"],
                    body: approval))
            #expect(approved.status == 200)
            let completed = try client.exchange(poll)
            let plaintext = try #require(completed.json["plaintext_api_key"]?.string)
            #expect(completed.json["organization_name"] == "Lantern Labs")
            #expect(try client.exchange(poll).json["plaintext_api_key"] == nil)

            try runThreeCalls(client, key: plaintext)
        }
    }

    private func runThreeCalls(_ client: borrowing SocketClient, key: String) throws {
        let bearer = ["Authorization: Bearer \(key)"]
        let me = try client.exchange(Wire("GET /api/capydb/v1/me", bearer))
        let organization = try #require(me.json["organization"]?["id"]?.string)
        let keys = "/v1/organizations/\(organization)/api-keys"
        let created = try client.exchange(
            Wire(
                "POST \(keys)", bearer + ["Content-Type: application/json"],
                body: #"{"name":"string","scopes":["jobs:read"]}"#))
        #expect(created.status == 201)
        let made = try #require(created.json["api_key"])
        let id = try #require(made["id"]?.string)

        let listed = try client.exchange(Wire("GET \(keys)", bearer))
        #expect(listed.status == 200)
        #expect(listed.json["api_keys"]?.array?.count == 8)
        #expect(listed.json["api_keys"]?.array?.contains { $0 == made } == true)

        let revoked = try client.exchange(Wire("DELETE \(keys)/\(id)", bearer))
        #expect(revoked.description == #"200 {"revoked":true}"#)
        let plaintext = try #require(created.json["plaintext_api_key"]?.string)
        let refused = try client.exchange(Wire("GET \(keys)", ["Authorization: Bearer \(plaintext)"]))
        #expect(refused.description == #"401 {"error":"unauthorized"}"#)
    }

    @Test func `each key and session of the demo answers as its name says`() throws {
        try withServer { server in
            let client = try SocketClient(port: server.port)
            let keys = "/v1/organizations/org_demo_lantern/api-keys"
            for (token, status) in [
                ("capy_live_mgmt_demo_fake_0000000000000000000000000000", 200),
                ("capy_live_read_demo_fake_0000000000000000000000000000", 200),
                ("capy_live_bkup_demo_fake_0000000000000000000000000000", 403),
                ("capy_live_proj_demo_fake_0000000000000000000000000000", 403),
                ("capy_live_lost_demo_fake_0000000000000000000000000000", 401),
                ("capy_live_old0_demo_fake_0000000000000000000000000000", 401),
                ("capy_live_moth_demo_fake_0000000000000000000000000000", 403),
                ("session_demo_fake_ada_admin", 200), ("session_demo_fake_linus_member", 200),
                ("session_demo_fake_grace_admin", 403),
            ] {
                let reply = try client.exchange(Wire("GET \(keys)", ["Authorization: Bearer \(token)"]))
                #expect(reply.status == status, "\(token)")
            }
        }
    }
}
