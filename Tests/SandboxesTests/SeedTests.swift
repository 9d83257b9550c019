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

    @Test func `of many problems the first hundred are said, and how many more there are`() throws {
        let apps = (0..<250).map { #"{"name":\#($0)}"# }.joined(separator: ",\n")
        let error = try #require(throws: SeedError.self) { try world(#"{"version":1,"cavos":{"apps":[\#(apps)]}}"#) }
        #expect(error.sentences.count == 100)
        #expect(error.sentences.last == "50: cavos.apps[49].name is 49, expected a string that is not blank")
        #expect(error.othersCount == 400)
    }

    @Test func `of many unknown members of one object the first hundred are said`() throws {
        let members = (0..<1000).map { #""member \#($0)":0"# }.joined(separator: ",")
        let text = #"{"version":1,"users":[{"email":"admin@localhost",\#(members)}]}"#
        let error = try #require(throws: SeedError.self) { try world(text) }
        #expect(error.sentences.count == 100)
        #expect(error.othersCount == 900)
    }

    @Test func `a long name is cut in the sentence`() throws {
        let name = String(repeating: "x", count: 100_000)
        let error = try #require(throws: SeedError.self) { try world(#"{"version":1,"\#(name)":0}"#) }
        let sentence = try #require(error.sentences.first)
        #expect(sentence.hasPrefix("1: " + name.prefix(200) + "… is 0, expected no member of that name: "))
    }

    @Test func `one byte order mark before a seed is ignored`() throws {
        let text = try SourceTree.text("seed/minimal.json")
        #expect(try world("\u{FEFF}" + text).canonicalBytes == world(text).canonicalBytes)
        let error = try #require(throws: SeedError.self) { try world("\u{FEFF}\u{FEFF}" + text) }
        #expect(error.sentences == ["1: not JSON at column 1: expected a value, found a byte order mark"])
    }

    @Test func `after a byte order mark problems have their lines`() throws {
        let error = try #require(throws: SeedError.self) { try world("\u{FEFF}{\"version\":1,\n\"users\":[{}]}") }
        #expect(
            error.sentences == [#"2: users[0].email is missing, expected an e-mail address such as "ada@example.com""#])
        let later = try #require(throws: SeedError.self) { try world("\u{FEFF}{\n\"version\":2}") }
        #expect(later.sentences == ["2: version is 2, expected 1"])
    }

    @Test(arguments: ["admin@localhost", "a@b"])
    func `an e-mail address may have a domain without a dot`(address: String) throws {
        let world = try world(#"{"version":1,"users":[{"email":"\#(address)"}]}"#)
        #expect(world.accounts.user(named: address) != nil)
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

    @Test func `an id that is made is not one that a later entity of the list has`() throws {
        var stream = IdentifierSource(seed: 1)
        let (first, second) = (stream.uuid(), stream.uuid())
        let world = try world(
            """
            {"version":1,"users":[{"email":"a@b.c"},{"email":"d@e.f"},{"id":"\(first)","email":"g@h.i"},
             {"id":"\(second)","email":"j@k.l"}]}
            """)
        #expect(Set(world.accounts.users.all.map(\.id)).count == 4)
    }

    @Test func `a seed's own position goes before that of the start`() throws {
        var stream = IdentifierSource(seed: 7)
        let world = try world(
            #"{"version":1,"users":[{"email":"a@b.c"}],"id_stream":"\#(stream.position)"}"#)
        #expect(world.accounts.users.all.map(\.id) == [stream.uuid()])
        #expect(world.identifiers == stream)
    }

    @Test func `an empty world has the documented plans`() {
        #expect(World().accounts.planNames(on: "cavos") == ["developer", "growth", "scale"])
        #expect(World().accounts.users.count == 0)
    }
}
