import Emulation
import JSON
import Testing
import Sandboxes
import UnderstudyTesting

struct CanonicalFormTests {
    private func read(_ bytes: [UInt8], seed: UInt64 = 1) throws(SeedError) -> World {
        var identifiers = IdentifierSource(seed: seed)
        return try World(seed: bytes, identifiers: &identifiers, now: Timestamp(milliseconds: 1_770_984_000_001))
    }

    private func checkRoundTrip(_ world: World, _ comment: Comment) throws {
        let text = world.canonicalBytes
        #expect(try read(text, seed: 99).canonicalBytes == text, comment)
    }

    @Test(arguments: ["seed/minimal.json", "seed/demo.json"])
    func `a seed's export reads back and exports to the same bytes`(path: String) throws {
        try checkRoundTrip(read(Array(SourceTree.text(path).utf8)), "\(path)")
    }

    @Test func `an empty world's export reads back`() throws {
        try checkRoundTrip(World(), "empty")
    }

    @Test(arguments: 0..<300)
    func `any world's export reads back`(number: Int) throws {
        var generator = SeedGenerator(seed: UInt64(number))
        let text = generator.text()
        try checkRoundTrip(read(Array(text.utf8)), "seed \(number): \(text)")
    }

    @Test(arguments: 0..<40)
    func `a world that requests have changed reads back`(number: Int) throws {
        var generator = SeedGenerator(seed: UInt64(number))
        let client = try InProcessClient(seed: generator.text())
        for _ in 0..<60 {
            _ = client.send(generator.request(client.sandbox.world))
            client.advance(seconds: .random(in: 0..<3, using: &generator.random))
        }
        try checkRoundTrip(client.sandbox.world, "seed \(number)")
    }

    @Test func `the form is complete, with one entity a line`() throws {
        let text = #"{"version":1,"users":[{"id":"7d0f3a52-5c1e-4d7e-9a55-2f6c1b0e8a01","email":"ada@example.com"}]}"#
        let world = try read(Array(text.utf8))
        #expect(
            String(decoding: world.canonicalBytes, as: UTF8.self).hasPrefix(
                """
                {
                "version": 1,
                "plans": [
                {"service":"cavos","id":"developer","app_limit":10,"requests_per_minute":null},
                {"service":"cavos","id":"growth","app_limit":30,"requests_per_minute":null},
                {"service":"cavos","id":"scale","app_limit":100,"requests_per_minute":null}
                """))
        #expect(
            String(decoding: world.canonicalBytes, as: UTF8.self).contains(
                """

                "users": [
                {"id":"7d0f3a52-5c1e-4d7e-9a55-2f6c1b0e8a01","email":"ada@example.com","name":null,"plans":{}}
                ],
                "cavos": {
                "organizations": [],
                "api_keys": [],
                "apps": [],
                "options": {"unknown_organization":"forbidden"}
                }
                """))
    }
}
