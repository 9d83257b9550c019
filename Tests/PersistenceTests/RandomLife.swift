import Emulation
import HTTP
import JSON
import Persistence
import Sandboxes
import UnderstudyTesting

/// A life of chance: requests of all services that change something, with values that occur in the state.
struct RandomLife {
    private static let cavos = ["Authorization: Bearer cav_demo_fake_lantern_ci_000000000000000000000000000"]
    private static let capgo = ["Authorization: ak_demo_fake_ada_all"]
    private static let capydb = ["Authorization: Bearer capy_live_mgmt_demo_fake_0000000000000000000000000000"]

    /// Requests that change something: a path of the state in braces becomes one of its values, and `#` a number.
    static let requests: [(line: String, fields: [String], body: String)] = [
        (
            "POST /api/v1/apps", cavos,
            ##"{"name":"é\n\"#\"","organization_id":"a1d4c7e0-1111-4a3b-8c5d-0e6f7a8b9c01"}"##
        ),
        ("POST /_understudy/cavos/organizations", [], ##"{"name":"Org #","description":"ü \u0001"}"##),
        ("POST /_understudy/cavos/organizations/{cavos.organizations.id}/api-keys", [], ##"{"name":"key #"}"##),
        ("DELETE /_understudy/cavos/organizations/{cavos.organizations.id}?keep_keys=true", [], ""),
        ("PATCH /_understudy/cavos/apps/{cavos.apps.id}", [], #"{"is_active":false}"#),
        ("DELETE /_understudy/cavos/apps/{cavos.apps.id}", [], ""),
        ("PATCH /_understudy/cavos/users/{users.id}", [], #"{"plan":"scale"}"#),
        ("POST /organization/", capgo, ##"{"name":"Organization #"}"##),
        (
            "POST /app/", capgo,
            ##"{"app_id":"com.example.app#","name":"App #","owner_org":"{capgo.organizations.id}"}"##
        ),
        ("PUT /app/{capgo.apps.app_id}", capgo, ##"{"name":"Renamed #"}"##),
        ("DELETE /app/{capgo.apps.app_id}", capgo, ""),
        (
            "POST /bundle/", capgo,
            ##"{"app_id":"{capgo.apps.app_id}","version":"9.#.0","external_url":"https://x.example/#.zip","checksum":"c#"}"##
        ),
        ("DELETE /bundle/", capgo, #"{"app_id":"{capgo.apps.app_id}"}"#),
        ("POST /channel/", capgo, ##"{"app_id":"{capgo.apps.app_id}","channel":"channel#","public":true}"##),
        ("DELETE /channel/", capgo, #"{"app_id":"{capgo.apps.app_id}","channel":"{capgo.channels.name}"}"#),
        (
            "POST /device/", capgo,
            #"{"app_id":"app.lantern.wallet","device_id":"f0e1d2c3-0001-4b5a-8697-3c4d5e6f7a01","channel":"beta"}"#
        ),
        ("POST /apikey/", capgo, ##"{"name":"Key #","mode":"read"}"##),
        ("DELETE /apikey/{capgo.api_keys.id}/", capgo, ""),
        ("POST /organization/members/", capgo, #"{"orgId":"org_123","email":"linus@example.com","role":"write"}"#),
        ("POST /_understudy/capydb/organizations", [], ##"{"name":"Org #"}"##),
        ("POST /_understudy/capydb/organizations/{capydb.organizations.id}/projects", [], ##"{"name":"Project #"}"##),
        (
            "DELETE /_understudy/capydb/organizations/org_demo_lantern/projects/{capydb.projects.id}", [], ""
        ),
        (
            "POST /v1/organizations/org_demo_lantern/api-keys", capydb,
            ##"{"name":"key #","scopes":["projects:read"]}"##
        ),
        ("GET /v1/organizations/org_demo_lantern/api-keys", capydb, ""),
        ("DELETE /v1/organizations/org_demo_lantern/api-keys/{capydb.api_keys.id}", capydb, ""),
        ("POST /v1/cli/login/sessions", [], ##"{"client_name":"cli","device_name":"laptop #"}"##),
        (
            "POST /_understudy/capydb/device-logins/{capydb.login_sessions.id}/approve", [],
            #"{"user":"ada@example.com","organization_id":"org_demo_lantern"}"#
        ),
        ("POST /_understudy/capydb/device-logins/{capydb.login_sessions.id}/deny", [], ""),
        ("POST /_understudy/reset", [], ""),
        ("POST /_understudy/snapshots", [], ##"{"name":"s","replace":true}"##),
        ("POST /_understudy/snapshots/s/restore", [], ""),
    ]

    private var random: RandomSource
    private var number = 0
    /// The rows of the table that succeeded at least once.
    private(set) var succeeded: Set<Int> = []

    init(seed: UInt64) {
        random = RandomSource(seed: seed)
    }

    /// Sends one of the requests.
    ///
    /// - Returns: the request and its answer.
    mutating func act(on kept: DurableEmulator) throws -> (request: String, reply: Reply) {
        let row = Int.random(in: Self.requests.indices, using: &random)
        return try act(on: kept, row: row)
    }

    /// Sends a request of one row.
    @discardableResult
    mutating func act(on kept: DurableEmulator, row: Int) throws -> (request: String, reply: Reply) {
        number += 1
        let request = Self.requests[row]
        let line = try fill(request.line, kept)
        let body = try fill(request.body, kept)
        let fields = request.fields + (body.isEmpty ? [] : ["Content-Type: application/json"])
        let reply = try kept.send(Wire(line, fields, body: body))
        if 200..<300 ~= reply.status { succeeded.insert(row) }
        return ("\(line) \(body)", reply)
    }

    mutating func flipCoin() -> Bool {
        Bool.random(using: &random)
    }

    private mutating func fill(_ template: String, _ kept: DurableEmulator) throws -> String {
        var text = template.replacing("#", with: "\(number)")
        while let match = text.firstMatch(of: /\{([a-z_]+(?:\.[a-z_]+)+)\}/) {
            let steps = match.output.1.split(separator: ".").map(String.init)
            let state = try JSONParser.parse(kept.sandbox.world.canonicalBytes)
            let list = steps.dropLast().reduce(state) { $0[$1] ?? .null }
            let value = list.array?.randomElement(using: &random)?[steps.last ?? ""]
            text.replaceSubrange(match.range, with: value.map { $0.string ?? $0.text } ?? "none")
        }
        return text
    }
}
