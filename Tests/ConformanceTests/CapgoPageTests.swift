import JSON
import Testing
import UnderstudyTesting

/// The examples that Capgo's pages print, against the demo: only the host is another.
@Suite struct CapgoPageTests {
    private static let key = "authorization: your-api-key"

    private func client() throws -> InProcessClient {
        try InProcessClient(seed: try SourceTree.text("seed/demo.json"))
    }

    /// The names of an object's members, in order.
    private func names(_ value: JSONValue?) -> [String] {
        value?.object?.members.map(\.name) ?? []
    }

    @Test func `organizations are listed with the key alone`() throws {
        let reply = try client().send("GET /organization/", [Self.key])
        #expect(reply.status == 200)
        #expect(reply.json["data"]?.array?.first?["id"] == "org_123")
    }

    @Test func `keys are listed in the printed shape`() throws {
        let reply = try client().send("GET /apikey/", [Self.key])
        let printed = ["id", "key", "mode", "name", "created_at", "updated_at", "user_id"]
        let keys = reply.json["data"]?.array ?? []
        #expect(reply.status == 200 && keys.count >= 2)
        #expect(names(keys.first) == printed)
        #expect(
            keys.first?.text
                == #"{"id":1,"key":"ak_123...","mode":"read","name":"CI/CD Read Key","created_at":"2024-01-01T00:00:00Z","updated_at":"2024-01-01T00:00:00Z","user_id":"7d0f3a52-5c1e-4d7e-9a55-2f6c1b0e8a01"}"#
        )
        #expect(names(keys.dropFirst().first) == printed + ["limited_to_apps"])
        #expect(keys.dropFirst().first?["limited_to_apps"] == ["com.demo.app"])
    }

    @Test func `a limited key is made as the newer page prints it`() throws {
        let body = """
            {
              "name": "Limited Read Key",
              "mode": "read",
              "limited_to_apps": ["com.demo.app"]
            }
            """
        let reply = try client().send("POST /apikey/", [Self.key, "Content-Type: application/json"], body: body)
        #expect(reply.status == 200)
        #expect(names(reply.json) == ["apikey"])
        let key = reply.json["apikey"]
        #expect(names(key) == ["id", "key", "mode", "name", "created_at", "user_id", "limited_to_apps"])
        #expect(key?["name"] == "Limited Read Key" && key?["limited_to_apps"] == ["com.demo.app"])
    }

    @Test func `a key for an organization is made as the older page prints it`() throws {
        let body = """
            {
              "org_id": "org_123",
              "mode": "read"
            }
            """
        let reply = try client().send("POST /apikey/", [Self.key, "Content-Type: application/json"], body: body)
        #expect(reply.status == 200)
        let key = reply.json["apikey"]
        #expect(names(key).prefix(6) == ["id", "key", "mode", "name", "created_at", "user_id"])
        #expect(key?["name"] == "New API Key" && key?["mode"] == "read")
    }

    @Test(arguments: ["ak_123...", "1"])
    func `a key is deleted as both pages print it`(name: String) throws {
        let client = try client()
        let reply = client.send("DELETE /apikey/\(name)/", [Self.key])
        #expect(reply.description == #"200 {"success":true}"#)
        #expect(client.send("GET /organization/", ["authorization: ak_123..."]).status == 401)
    }

    @Test func `errors are as printed`() throws {
        let client = try client()
        #expect(
            client.send("GET /organization/", ["authorization: x"]).body
                == #"{"error":"Invalid API key","status":"KO"}"#)
        #expect(
            client.send("POST /apikey/", [Self.key], body: #"{"name":"x","mode":"admin"}"#).body
                == #"{"error":"Invalid mode specified. Must be one of: read, write, upload, all","status":"KO"}"#)
        #expect(
            client.send("DELETE /apikey/99999/", [Self.key]).body == #"{"error":"API key not found","status":"KO"}"#)
        #expect(
            client.send("GET /apikey/", ["authorization: ak_123..."]).body
                == #"{"error":"Insufficient permissions to manage API keys","status":"KO"}"#)
    }
}
