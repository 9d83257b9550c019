import CapyDB
internal import Emulation
internal import JSON
import UnderstudyTesting

/// A world that came about by acts and requests chosen at random, refused ones among them.
struct GeneratedWorld {
    private var random: RandomSource
    let client: InProcessClient
    private var organizations: [String] = []
    private var tokens = ["session_none", "capy_live_none"]
    private var logins: [String] = []

    private static let users = ["ada@example.com", "grace@example.com", "linus@example.com"]

    /// Makes a world of users alone.
    ///
    /// - Parameter seed: the same one makes the same world.
    /// - Throws: what is wrong with the seed that it begins with.
    init(seed: UInt64) throws {
        random = RandomSource(seed: seed)
        let users = Self.users.map { #"{"email":"\#($0)"}"# }.joined(separator: ",")
        let scopes = seed.isMultiple(of: 2) ? "strict" : "any"
        client = try InProcessClient(
            seed: #"{"version":1,"users":[\#(users)],"capydb":{"options":{"scopes":"\#(scopes)"}}}"#)
    }

    /// Takes that many steps.
    mutating func grow(_ count: Int) {
        for _ in 0..<count { step() }
    }

    private mutating func pick(_ texts: [String], or other: String = "none") -> String {
        texts.randomElement(using: &random) ?? other
    }

    private mutating func isRare() -> Bool { Int.random(in: 0..<3, using: &random) == 0 }

    private mutating func act(_ line: String, _ body: String = "") -> JSONValue {
        client.control("\(line.replacing(" /", with: " /_understudy/capydb/"))", body: body).json
    }

    private mutating func step() {
        let organization = pick(organizations)
        let user = pick(Self.users)
        switch Int.random(in: 0..<18, using: &random) {
        case 0:
            let made = act("POST /organizations", #"{"name":"Org \#(organizations.count)","user":"\#(user)"}"#)
            if let id = made["organization"]?["id"]?.string { organizations.append(id) }
        case 1: _ = act("POST /organizations/\(organization)/members", #"{"user":"\#(user)"}"#)
        case 2:
            let role = pick(["admin", "member"])
            _ = act("PATCH /organizations/\(organization)/members/\(user)", #"{"role":"\#(role)"}"#)
        case 3:
            if isRare() { _ = act("DELETE /organizations/\(organization)/members/\(user)") }
        case 4:
            let made = act("POST /organizations/\(organization)/sessions", #"{"user":"\#(user)"}"#)
            if let token = made["session"]?["token"]?.string { tokens.append(token) }
        case 5: _ = act("POST /organizations/\(organization)/projects", #"{"name":"Dätabase \"1\""}"#)
        case 6: createKey(in: organization)
        case 7: if isRare() { revokeKey(in: organization) }
        case 8:
            let body = #"{"source":"\#(pick(["cli", "agent"]))","device_name":"\u0001","scopes":["jobs:read"]}"#
            if let id = client.send("POST /v1/cli/login/sessions", body: body).json["session_id"]?.string {
                logins.append(id)
            }
        case 9:
            let body = #"{"user":"\#(user)","organization_id":"\#(organization)"}"#
            _ = act("POST /device-logins/\(pick(logins))/\(pick(["approve", "approve", "deny"]))", body)
        case 10: client.advance(seconds: Int.random(in: 0..<100, using: &random))
        case 11: _ = client.send("PATCH /v1/organizations/\(organization)", bearer(), body: #"{"name":"Renamed"}"#)
        case 12: if isRare() { delete(in: organization) }
        default: _ = client.send("GET /v1/organizations/\(organization)/api-keys", bearer())
        }
    }

    private mutating func bearer() -> [String] { ["Authorization: Bearer \(pick(tokens))"] }

    private mutating func createKey(in organization: String) {
        let projects = act("GET /organizations/\(organization)/projects")["projects"]?.array ?? []
        let project = projects.randomElement(using: &random)?["id"]?.string
        let scope = pick(["projects:read", "*", "api_keys:read", "cats:pet"])
        let more = project.map { #","project_id":"\#($0)""# } ?? #","expires_at":"2026-02-13T13:00:00.5Z""#
        let body = #"{"name":"Key","scopes":["\#(scope)","jobs:read"]\#(more)}"#
        let made = act("POST /organizations/\(organization)/api-keys", body)
        if let token = made["plaintext_api_key"]?.string { tokens.append(token) }
    }

    private mutating func revokeKey(in organization: String) {
        let keys = act("GET /organizations/\(organization)/api-keys")["api_keys"]?.array ?? []
        guard let id = keys.randomElement(using: &random)?["id"]?.string else { return }
        _ = act("DELETE /organizations/\(organization)/api-keys/\(id)")
    }

    private mutating func delete(in organization: String) {
        let projects = act("GET /organizations/\(organization)/projects")["projects"]?.array ?? []
        if let id = projects.randomElement(using: &random)?["id"]?.string {
            _ = act("DELETE /organizations/\(organization)/projects/\(id)")
        } else if organizations.count > 3 {
            _ = act("DELETE /organizations/\(organization)")
            organizations.removeAll { $0 == organization }
        }
    }
}
