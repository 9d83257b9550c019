import Cavos
import Emulation
import JSON
import Sandboxes
import UnderstudyTesting

/// Makes good seeds, and requests that change a world, at random but repeatably.
struct SeedGenerator {
    var random: RandomSource
    private var identifiers: IdentifierSource

    init(seed: UInt64) {
        random = RandomSource(seed: seed)
        identifiers = IdentifierSource(seed: seed &+ 1_000_000)
    }

    /// A seed in which each member that may be left out sometimes is.
    mutating func text() -> String {
        let users = (0..<Int.random(in: 1...5, using: &random)).map { number in
            let user: JSONObject = ["email": .string("user\(number)@example.com")]
            let plan = ["developer", "growth", "own"].randomElement(using: &random) ?? "own"
            return with(user, [("id", uuid()), ("name", word()), ("name", nil), ("plans", ["cavos": .string(plan)])])
        }
        let organizations = (0..<Int.random(in: 0...4, using: &random)).map { _ in
            let owner = users.randomElement(using: &random) ?? JSONObject()
            let organization: JSONObject = [
                "id": uuid(), "name": word(), "owner": owner["id"] ?? owner["email"] ?? .null,
            ]
            return with(organization, [("slug", word()), ("description", word()), ("created_at", time())])
        }
        let keys = (0..<Int.random(in: 0...5, using: &random)).compactMap { number in
            owned(
                by: organizations,
                [
                    ("id", uuid()), ("key", .string("cav_fake_\(number)")), ("is_active", false),
                    ("created_at", time()),
                    ("last_used_at", time()),
                ])
        }
        let orphans: [JSONObject] = (0..<Int.random(in: 0...2, using: &random)).map { number in
            [
                "organization_id": uuid(), "name": word(), "key": .string("cav_fake_orphan_\(number)"),
                "organization_deleted": true,
            ]
        }
        let apps = (0..<Int.random(in: 0...12, using: &random)).compactMap { _ in
            owned(
                by: organizations,
                [
                    ("id", uuid()), ("description", word()), ("is_active", false), ("created_at", time()),
                ])
        }
        let own: JSONObject = with(["service": "cavos", "id": "own"], [("app_limit", 3), ("requests_per_minute", 5)])
        let seed: JSONValue = [
            "version": 1, "plans": [.object(own)], "users": .array(users.map { .object($0) }),
            "cavos": [
                "organizations": .array(organizations.map { .object($0) }),
                "api_keys": .array(keys + orphans.map { .object($0) }),
                "apps": .array(apps), "options": ["unknown_organization": "not_found"],
            ],
        ]
        return seed.text
    }

    private mutating func owned(by organizations: [JSONObject], _ members: [(String, JSONValue?)]) -> JSONValue? {
        guard let id = organizations.randomElement(using: &random)?["id"] else { return nil }
        return .object(with(["organization_id": id, "name": word()], members))
    }

    /// Adds each member with an even chance; a value of nil stands for null.
    private mutating func with(_ object: JSONObject, _ members: [(String, JSONValue?)]) -> JSONObject {
        var object = object
        for (name, value) in members where Bool.random(using: &random) { object.append(name, value ?? .null) }
        return object
    }

    private mutating func uuid() -> JSONValue { .string(identifiers.uuid()) }

    private mutating func time() -> JSONValue {
        let range = Timestamp.earliest.milliseconds...Timestamp.latest.milliseconds
        return .string(Timestamp(milliseconds: .random(in: range, using: &random)).rfc3339)
    }

    private mutating func word() -> JSONValue {
        let pieces = ["a", "\"", "\\", "é", "e\u{301}", "\u{0}", "\n", "😀", " ", "{", "\u{2028}", "ﬁ"]
        let count = Int.random(in: 0..<6, using: &random)
        return .string("x" + (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined())
    }

    // MARK: Requests

    /// A request that may change the world.
    mutating func request(_ world: World) -> Wire {
        let organization = Array(world.cavos.organizations.all).map(\.id).randomElement(using: &random) ?? "none"
        let key = Array(world.cavos.apiKeys.all).randomElement(using: &random)
        let app = world.cavos.apps.all.map(\.id).randomElement(using: &random) ?? "none"
        let user = world.accounts.users.all.map(\.id).randomElement(using: &random) ?? "none"
        switch Int.random(in: 0..<8, using: &random) {
        case 0: return act("POST", "organizations", ["name": word(), "user": .string(user)])
        case 1: return act("POST", "organizations/\(organization)/api-keys", ["name": word()])
        case 2: return act("DELETE", "organizations/\(organization)/api-keys/\(key?.id ?? "none")")
        case 3: return act("DELETE", "apps/\(app)")
        case 4: return act("PATCH", "apps/\(app)", ["is_active": .bool(.random(using: &random))])
        case 5: return act("PATCH", "users/\(user)", ["plan": "scale"])
        case 6 where Int.random(in: 0..<4, using: &random) == 0:
            return act("DELETE", "organizations/\(organization)?keep_keys=\(Bool.random(using: &random))")
        default:
            let body: JSONValue = [
                "name": word(), "organization_id": .string(key?.organizationID ?? organization), "description": word(),
            ]
            return Wire("POST /api/v1/apps", ["Authorization: Bearer \(key?.key ?? "cav_")"], body: body.text)
        }
    }

    private func act(_ method: String, _ path: String, _ body: JSONValue? = nil) -> Wire {
        Wire(
            "\(method) /_understudy/cavos/\(path)", ["Content-Type: application/json"], body: body?.text ?? "")
    }
}
