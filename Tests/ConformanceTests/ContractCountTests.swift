import Emulation
import JSON
import Sandboxes
import Testing
import UnderstudyTesting

/// The counts of coverage against what happened to each request.
struct ContractCountTests {
    private static let rows: [String: (seed: String, rows: [ContractRow])] = [
        "cavos": (CavosWorld.seed, CavosRows.all), "capgo": (CapgoWorld.seed, CapgoRefusalRows.all),
        "capydb": (CapyDBWorld.seed, CapyDBRows.all),
    ]

    @Test(arguments: ["cavos", "capgo", "capydb"])
    func `every refusal is counted once, in its operation or without one`(name: String) throws {
        let (seed, rows) = try #require(Self.rows[name])
        let client = try InProcessClient(seed: seed)
        for row in rows { _ = client.send(row.wire) }
        let exchanges = client.exchanges.filter { $0.service == name && $0.surface == .publicAPI }
        #expect(exchanges.count { $0.refused != nil } > 20)
        let reply = client.send("GET /_understudy/contract?service=\(name)")
        let coverage = try #require(reply.json["services"]?.array?.first)
        for operation in coverage["operations"]?.array ?? [] {
            let own = exchanges.filter { $0.operation == operation["operation"]?.string }
            for refusal in operation["refusals"]?.array ?? [] {
                let given = own.count { $0.refused?.refusal.name == refusal["refusal"]?.string }
                #expect(refusal["count"]?.int == given)
            }
            let successes = own.count { $0.refused == nil }
            let counts = (operation["answers"]?.array ?? []).compactMap { $0["count"]?.int }
            #expect(counts.reduce(0, +) == successes)
        }
        let without = exchanges.filter { $0.route == nil && $0.refused != nil }
        let counts = (coverage["refusals"]?.array ?? []).compactMap { $0["count"]?.int }
        #expect(counts.reduce(0, +) == without.count)
        #expect(coverage["unmatched"]?["count"]?.int == without.count)
    }
}
