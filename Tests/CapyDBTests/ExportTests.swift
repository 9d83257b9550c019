internal import CapyDB
internal import Emulation
internal import JSON
import Testing
import Sandboxes
import UnderstudyTesting

@Suite struct ExportTests {
    @Test(arguments: UInt64(1)...12)
    func `an export reads back to the same world and the same bytes`(seed: UInt64) throws {
        var generated = try GeneratedWorld(seed: seed)
        generated.grow(400)
        let exported = generated.client.world
        var identifiers = IdentifierSource(seed: 1)
        let world = try World(seed: Array(exported.utf8), identifiers: &identifiers, now: Timestamp(milliseconds: 7))
        #expect(String(decoding: world.canonicalBytes, as: UTF8.self) == exported, "seed \(seed)")
    }

    @Test func `the generated worlds hold something of each kind`() throws {
        var generated = try GeneratedWorld(seed: 3)
        generated.grow(400)
        let state = generated.client.sandbox.world.capydb
        let counts = [
            state.organizations.count, state.members.count, state.projects.count, state.apiKeys.count,
            state.sessions.count, state.loginSessions.count,
        ]
        #expect(counts.allSatisfy { $0 > 1 }, "\(counts)")
        #expect(state.loginSessions.all.contains { $0.state == .completed })
        #expect(state.apiKeys.all.contains { $0.projectID != nil })
        #expect(state.apiKeys.all.contains { $0.revokedAt != nil })
        #expect(state.apiKeys.all.contains { $0.lastUsedAt != nil })
    }

    @Test func `a world that was put back answers as before`() throws {
        var generated = try GeneratedWorld(seed: 3)
        generated.grow(400)
        let client = generated.client
        let before = client.control("GET /_understudy/capydb/organizations")
        let keys = (before.json["organizations"]?.array ?? []).compactMap { $0["id"]?.string }
            .map { client.control("GET /_understudy/capydb/organizations/\($0)/api-keys") }
        #expect(client.control("PUT /_understudy/state", body: client.world).status == 200)
        #expect(client.control("GET /_understudy/capydb/organizations") == before)
        let keysAfter = (before.json["organizations"]?.array ?? []).compactMap { $0["id"]?.string }
            .map { client.control("GET /_understudy/capydb/organizations/\($0)/api-keys") }
        #expect(keysAfter == keys)
        #expect(!keys.isEmpty)
    }
}
