import Cavos
import Emulation
import HTTP
import JSON
import Testing
import Sandboxes
import UnderstudyTesting

struct SeedTests {
    private static let now = Timestamp(milliseconds: 1_770_984_000_000)

    private func world(_ text: String) throws(SeedError) -> World {
        var identifiers = IdentifierSource(seed: 1)
        return try World(seed: Array(text.utf8), identifiers: &identifiers, now: Self.now)
    }

    @Test(arguments: BadSeed.all)
    func `a bad seed is refused with all that is wrong`(seed: BadSeed) throws {
        let error = try #require(throws: SeedError.self) { try world(seed.text) }
        #expect(error.sentences == seed.sentences)
    }

    @Test func `the demo and the smallest seed are good`() throws {
        #expect(try world(SourceTree.text("seed/demo.json")).summary.hasPrefix("3 users; cavos: 3 organizations"))
        #expect(
            try world(SourceTree.text("seed/minimal.json")).summary
                .contains("1 users; cavos: 1 organizations, 1 api_keys, 0 apps"))
    }

    @Test func `what is left out is filled in`() throws {
        let world = try world(
            """
            {"version":1,"users":[{"email":"ada@example.com"}],"cavos":{
             "organizations":[{"name":"Moth & Relay, Ltd.","owner":"ADA@example.com"},{"name":"日本","owner":"ada@example.com"}],
             "api_keys":[{"organization_id":"11111111-1111-4111-8111-111111111111","name":"x","organization_deleted":true}]}}
            """)
        let user = try #require(world.accounts.users.all.first { _ in true })
        #expect(TextFormat.isUUID(user.id))
        let organizations = Array(world.cavos.organizations.all)
        #expect(organizations.map(\.slug) == ["moth-relay-ltd", "organization"])
        #expect(organizations.map(\.owner) == [user.id, user.id])
        #expect(organizations.map(\.createdAt) == [Self.now, Self.now])
        #expect(Set(organizations.map(\.id)).count == 2)
        let key = try #require(world.cavos.apiKeys.all.first { _ in true })
        #expect(key.key.wholeMatch(of: /cav_[A-Za-z0-9_-]{48}/) != nil)
        #expect(key.isActive)
        #expect(key.lastUsedAt == nil)
    }

    @Test func `an owner is named by id or by e-mail alike`() throws {
        let id = "7d0f3a52-5c1e-4d7e-9a55-2f6c1b0e8a01"
        let seed = #"{"version":1,"users":[{"id":"\#(id)","email":"ada@example.com"}],"cavos":{"organizations":["#
        for owner in [id, "ada@example.com", "Ada@Example.Com"] {
            let world = try world(seed + #"{"name":"x","owner":"\#(owner)"}]}}"#)
            #expect(world.cavos.organizations.all.map(\.owner) == [id])
        }
    }

    @Test func `identifiers are taken from the source only when the seed is good`() {
        var identifiers = IdentifierSource(seed: 1)
        var untouched = identifiers
        let text = #"{"version":1,"users":[{"email":"ada@example.com"},{"email":"no"}]}"#
        #expect(throws: SeedError.self) {
            try World(seed: Array(text.utf8), identifiers: &identifiers, now: Self.now)
        }
        #expect(identifiers.uuid() == untouched.uuid())
    }

    @Test func `an empty world has the documented plans`() {
        #expect(World().accounts.planNames(on: "cavos") == ["developer", "growth", "scale"])
        #expect(World().accounts.users.count == 0)
    }
}
