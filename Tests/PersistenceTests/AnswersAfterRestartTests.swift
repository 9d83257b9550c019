import JSON
import Persistence
import Sandboxes
import Testing
import UnderstudyTesting

/// What a client can read is the same before and after a restart, which makes all indexes anew from the rows.
@Suite struct AnswersAfterRestartTests {
    /// The reads of one service: `{list.member}` becomes each row's value, and credentials are those of the state.
    private struct Reads {
        let lines: [String]
        /// The list whose rows have the keys; nil where none is needed.
        var keys: String?
        var prefix = ""
    }

    private static let reads: [Reads] = [
        Reads(lines: [
            "GET /_understudy/state", "GET /_understudy/snapshots", "GET /_understudy/clock",
            "GET /_understudy/cavos/organizations", "GET /_understudy/cavos/apps",
            "GET /_understudy/cavos/organizations/{cavos.organizations.id}/api-keys",
            "GET /_understudy/capgo/users", "GET /_understudy/capgo/organizations", "GET /_understudy/capgo/apikeys",
            "GET /_understudy/capgo/apikeys?user={users.email}", "GET /_understudy/capgo/devices",
            "GET /_understudy/capgo/devices?app_id={capgo.apps.app_id}", "GET /_understudy/capydb/organizations",
            "GET /_understudy/capydb/organizations/{capydb.organizations.id}/members",
            "GET /_understudy/capydb/organizations/{capydb.organizations.id}/projects",
            "GET /_understudy/capydb/organizations/{capydb.organizations.id}/api-keys",
            "GET /_understudy/capydb/device-logins", "GET /ok",
            "GET /v1/cli/login/sessions/{capydb.login_sessions.id}?poll_token={capydb.login_sessions.poll_token}",
        ]),
        Reads(
            lines: [
                "GET /apikey/", "GET /apikey/{capgo.api_keys.id}/", "GET /organization/",
                "GET /organization/?orgId={capgo.organizations.id}",
                "GET /organization/members/?orgId={capgo.organizations.id}", "GET /app/",
                "GET /app/?org_id={capgo.organizations.id}", "GET /app/{capgo.apps.app_id}",
                "GET /bundle/?app_id={capgo.apps.app_id}", "GET /channel/?app_id={capgo.apps.app_id}",
                "GET /channel/?app_id={capgo.channels.app_id}&channel={capgo.channels.name}",
                "GET /device/?app_id={capgo.apps.app_id}",
                "GET /device/?app_id={capgo.devices.app_id}&device_id={capgo.devices.device_id}",
                "GET /statistics/app/{capgo.apps.app_id}/?from=2026-01-01&to=2026-02-14",
                "GET /statistics/app/{capgo.apps.app_id}/bundle_usage?from=2026-01-01&to=2026-02-14",
                "GET /statistics/org/{capgo.organizations.id}/?from=2026-01-01&to=2026-02-14",
                "GET /statistics/user/?from=2026-01-01&to=2026-02-14",
            ], keys: "capgo.api_keys", prefix: "Authorization: "),
        Reads(
            lines: [
                "GET /v1/me", "GET /v1/projects", "GET /v1/projects/{capydb.projects.id}",
                "GET /v1/organizations/{capydb.organizations.id}",
                "GET /v1/organizations/{capydb.organizations.id}/api-keys",
                "GET /api/capydb/v1/organizations/{capydb.organizations.id}/api-keys",
            ], keys: "capydb.api_keys", prefix: "Authorization: Bearer "),
    ]

    /// All reads of a state, by the lines of the table.
    private static func wires(_ state: JSONValue) -> [(line: String, wire: Wire)] {
        reads.flatMap { reads in
            let keys = reads.keys.map { list in rows(list, state).compactMap { $0["key"]?.string } }
            let fields = keys?.map { [reads.prefix + $0] } ?? [[]]
            return reads.lines.flatMap { line in
                expand(line, state).flatMap { expanded in fields.map { (line, Wire(expanded, $0)) } }
            }
        }
    }

    private static func rows(_ list: some StringProtocol, _ state: JSONValue) -> [JSONValue] {
        list.split(separator: ".").reduce(state) { $0[String($1)] ?? .null }.array ?? []
    }

    /// A line for each row of the list that its braces name; all of a line name the same list.
    private static func expand(_ line: String, _ state: JSONValue) -> [String] {
        let places = line.matches(of: /\{([a-z_.]+)\.([a-z_]+)\}/)
        guard let list = places.first?.output.1 else { return [line] }
        return rows(list, state).map { row in
            places.reduce(line) { text, place in
                let value = row[String(place.output.2)]
                return text.replacing(place.output.0, with: value.map { $0.string ?? $0.text } ?? "none")
            }
        }
    }

    /// Sends all reads with fresh rate windows, which a restart forgets.
    private static func answers(_ kept: DurableEmulator) throws -> [(line: String, wire: Wire, reply: Reply)] {
        let state = try JSONParser.parse(kept.sandbox.world.canonicalBytes)
        return try wires(state).enumerated().map { number, read in
            if number.isMultiple(of: 20) { #expect(try kept.control("DELETE /_understudy/limits").status == 200) }
            return (read.line, read.wire, try kept.send(read.wire))
        }
    }

    /// Compares all answers with those after a restart.
    ///
    /// - Returns: the lines that were answered with success at least once, and the restarted emulator.
    private func restart(
        _ kept: DurableEmulator, _ folder: TemporaryFolder, _ comment: Comment
    ) throws -> (succeeded: Set<String>, DurableEmulator) {
        // Some reads change something by the way, such as when a key was last used; the second time they do not.
        _ = try Self.answers(kept)
        let before = try Self.answers(kept)
        kept.storage.flush()
        let again = try DurableEmulator(folder.path)
        let after = try Self.answers(again)
        #expect(before.count == after.count, comment)
        for (before, after) in zip(before, after) where before.reply != after.reply {
            Issue.record("\(comment) \(before.wire): \(before.reply), after the restart \(after.reply)")
        }
        #expect(!before.contains { $0.reply.status == 429 || $0.reply.status >= 500 }, comment)
        return (Set(before.filter { $0.reply.status == 200 }.map(\.line)), again)
    }

    @Test(arguments: [11, 12] as [UInt64])
    func `each read answers the same bytes before and after a restart`(seed: UInt64) throws {
        let folder = try TemporaryFolder()
        let text = try SourceTree.text("seed/demo.json")
        let first = try DurableEmulator(folder.path, seed: text)
        #expect(try first.control("POST /v1/cli/login/sessions", body: #"{"client_name":"cli"}"#).status == 201)
        #expect(try first.control("POST /_understudy/snapshots", body: #"{"name":"s"}"#).status == 201)
        var (succeeded, kept) = try restart(first, folder, "the seed")
        #expect(Set(Self.reads.flatMap(\.lines)).subtracting(succeeded) == [])
        var life = RandomLife(seed: seed)
        for round in 1...2 {
            for _ in 0..<30 { _ = try life.act(on: kept) }
            if round == 1 { kept.storage.requestSnapshot() }
            (succeeded, kept) = try restart(kept, folder, "seed \(seed), round \(round)")
        }
        #expect(succeeded.count > 10)
    }
}
