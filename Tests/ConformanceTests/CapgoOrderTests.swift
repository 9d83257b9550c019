internal import JSON
import Testing
import UnderstudyTesting

/// Requests that are wrong in several ways get the answer of the check that comes first (contract: "Order of checks").
@Suite struct CapgoOrderTests {
    struct Case: Sendable, CustomStringConvertible {
        let description: String
        let wire: Wire
        let status: Int
        let sentence: String

        init(_ name: String, _ wire: Wire, _ status: Int, _ sentence: String) {
            (description, self.wire, self.status, self.sentence) = (name, wire, status, sentence)
        }
    }

    private static let keyManagement = "Insufficient permissions to manage API keys"
    private static func wire(_ line: String, _ body: String, _ key: String, _ fields: [String]) -> Wire {
        CapgoWorld.wire(line, body, key: key, fields)
    }

    static let cases = [
        Case("path before key", Wire("GET /nothing"), 404, "Not found"),
        Case("method before key", Wire("PATCH /app/"), 404, "Not found"),
        Case("key before mode and body", wire("POST /apikey/", "{", "nobody", []), 401, "Invalid API key"),
        Case(
            "expiry before subkey", wire("GET /app/", "", "ada_expired", ["x-limited-key-id: 99"]), 401,
            "API key has expired"),
        Case(
            "subkey before mode", wire("GET /apikey/", "", "ada_read", ["x-limited-key-id: 99"]), 401, "Invalid subkey"),
        Case("mode before body", wire("POST /apikey/", "{", "ada_read", []), 403, keyManagement),
        Case("limit before body", wire("POST /apikey/", "{", "ada_app", []), 403, keyManagement),
        Case(
            "mode before existence", wire("PUT /app/com.x.y", "{}", "ada_read", []), 403,
            "Insufficient permissions to manage app"),
        Case("body before existence", wire("PUT /app/com.x.y", "{", "ada_all", []), 400, "Invalid JSON body"),
        Case(
            "parameters before existence", wire("GET /bundle/?app_id=com.x.y&page=x", "", "ada_all", []), 400,
            "Invalid page"),
        Case(
            "dates before existence", wire("GET /statistics/app/com.x.y/", "", "ada_all", []), 400,
            "Invalid date format or missing parameters"),
        Case(
            "expiration before limits",
            wire(
                "POST /apikey/", #"{"name":"x","mode":"all","limited_to_apps":["x"],"expires_at":"x"}"#, "ada_all", []),
            400, "Invalid expiration date"),
        Case(
            "app id before body", wire("PUT /app/x", "{", "ada_all", []), 400, "App ID must be a reverse domain string"),
        Case(
            "app id before dates", wire("GET /statistics/app/x/", "", "ada_all", []), 400,
            "App ID must be a reverse domain string"),
        Case(
            "mode before app id", wire("DELETE /app/x", "", "ada_read", []), 403,
            "Insufficient permissions to manage app"),
        Case(
            "dates before organizations", wire("GET /statistics/user/", "", "invited_all", []), 400,
            "Invalid date format or missing parameters"),
        Case(
            "form of a version before the app",
            wire(
                "POST /channel/", #"{"app_id":"com.x.y","channel":"c","version":"x"}"#, "ada_all", []), 400,
            "Invalid version format. Use semantic versioning"),
        Case(
            "mode of a key before its name", wire("POST /apikey/", "{}", "ada_all", []), 400,
            "Invalid mode specified. Must be one of: read, write, upload, all"),
        Case(
            "existence before role", wire("DELETE /bundle/?app_id=com.ada.app&version=9.9.9", "", "reader_all", []),
            404, "Bundle not found"),
        Case(
            "reach before role",
            wire("PUT /organization/", #"{"orgId":"\#(CapgoWorld.foreignOrganization)"}"#, "reader_all", []), 404,
            "Organization not found"),
        Case(
            "role before linked bundle", wire("DELETE /bundle/?app_id=com.ada.app&version=1.0.0", "", "reader_all", []),
            403, "Insufficient permissions to manage bundles"),
        Case(
            "role before taken app",
            wire(
                "POST /app/", #"{"app_id":"com.bob.app","name":"x","owner_org":"\#(CapgoWorld.organization)"}"#,
                "uploader_all", []), 403, "Insufficient permissions to manage app"),
        Case(
            "role before taken version",
            wire(
                "POST /bundle/",
                #"{"app_id":"com.ada.app","version":"1.0.0","external_url":"https://x.example","checksum":"c"}"#,
                "reader_all", []), 403, "Insufficient permissions to manage bundles"),
        Case(
            "role before last admin",
            wire(
                "DELETE /organization/members/", #"{"orgId":"\#(CapgoWorld.organization)","email":"ada@example.com"}"#,
                "writer_all", []), 403, "Insufficient permissions to manage members"),
        Case(
            "app id before name", wire("POST /app/", #"{"app_id":"x"}"#, "ada_all", []), 400,
            "App ID must be a reverse domain string"),
        Case(
            "version before url", wire("POST /bundle/", #"{"app_id":"com.ada.app"}"#, "ada_all", []), 400,
            "Invalid version format"),
        Case(
            "url before checksum", wire("POST /bundle/", #"{"app_id":"com.ada.app","version":"9.0.0"}"#, "ada_all", []),
            400, "Invalid external URL"),
        Case(
            "public channel last",
            wire(
                "POST /device/",
                #"{"app_id":"com.ada.app","device_id":"\#(CapgoWorld.device)","channel":"production"}"#, "reader_all",
                []), 403, "Insufficient permissions to manage devices"),
    ]

    @Test(arguments: cases)
    func `the check that comes first answers`(row: Case) throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let before = client.world
        let reply = client.send(row.wire)
        #expect(reply.status == row.status)
        #expect(reply.json["error"]?.string == row.sentence)
        #expect(client.world == before)
    }

    @Test func `the rate limit is checked after the key and before everything else`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let bad = CapgoWorld.wire("POST /apikey/", "{", key: "rated_read")
        #expect(client.send(bad).status == 403)
        #expect(client.send(bad).status == 403)
        #expect(client.send(bad).status == 429)
        #expect(client.send(Wire("GET /app/", ["authorization: nobody"])).status == 401)
        #expect(client.send(CapgoWorld.wire("GET /nothing", key: "rated_read")).status == 404)
        #expect(client.send("GET /ok").status == 200)
    }
}
