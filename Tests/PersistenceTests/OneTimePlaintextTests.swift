import Emulation
import HTTP
import JSON
import Sandboxes
import Testing
import UnderstudyTesting

/// CapyDB shows the key of a device login once, in the answer to a GET.
@Suite struct OneTimePlaintextTests {
    private static let seed = """
        {"version": 1,
         "users": [{"id": "7d0f3a52-5c1e-4d7e-9a55-2f6c1b0e8a01", "email": "ada@example.com"}],
         "capydb": {"organizations": [{"id": "o", "name": "O"}],
                    "members": [{"organization_id": "o", "user": "ada@example.com", "role": "admin"}]}}
        """

    /// Begins and approves a login; returns the request that fetches its key.
    private func approvedLogin(_ kept: DurableEmulator) throws -> Wire {
        let login = try kept.send(Wire("POST /v1/cli/login/sessions")).json
        let session = try #require(login["session_id"]?.string)
        let token = try #require(login["poll_token"]?.string)
        let approval = try kept.control(
            "POST /_understudy/capydb/device-logins/\(session)/approve",
            body: #"{"user":"ada@example.com","organization_id":"o"}"#)
        #expect(approval.status == 200)
        return Wire("GET /v1/cli/login/sessions/\(session)", ["X-CapyDB-Poll-Token: \(token)"])
    }

    @Test func `a plaintext is not shown before it is on disk that it was shown`() throws {
        let folder = try TemporaryFolder()
        let files = FaultyFiles()
        let kept = try DurableEmulator(folder.path, seed: Self.seed, files: files)
        let poll = try approvedLogin(kept)
        files.breakDown()
        let failed = try kept.send(poll)
        #expect(failed.description == #"500 {"error":"internal server error"}"#)
        files.heal()
        let first = try kept.send(poll)
        #expect(first.json["plaintext_api_key"]?.string?.hasPrefix("capy_live_") == true)
        let second = try kept.send(poll)
        #expect(second.json["state"] == "completed")
        #expect(second.json["plaintext_api_key"] == nil)
        let restarted = try DurableEmulator(folder.path, seed: Self.seed)
        #expect(try restarted.send(poll).json["plaintext_api_key"] == nil)
    }

    @Test func `a GET that writes waits for the flush, and one that reads does not`() throws {
        let folder = try TemporaryFolder()
        let kept = try DurableEmulator(folder.path, seed: Self.seed)
        let poll = try approvedLogin(kept)
        var answered: [String] = []
        kept.client.send(poll) { _ in answered.append("poll") }
        kept.client.send(Wire("GET /v1/me", ["Authorization: Bearer x"])) { _ in answered.append("me") }
        #expect(answered == ["me"])
        kept.storage.flush()
        #expect(answered == ["me", "poll"])
    }
}
