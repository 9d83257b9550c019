import Testing
import UnderstudyTesting

@Suite struct CavosPlanTests {
    private static let limitReached =
        #"{"error":"App limit reached for your plan","tier":"developer","limit":10,"current":10}"#

    @Test func `ten apps fit on the developer plan over all organizations of the owner`() throws {
        let client = try InProcessClient(seed: CavosWorld.seed)
        // Nine, because the owner has one in the other organization.
        for _ in 0..<9 { #expect(client.send(CavosRows.create(CavosRows.good)).status == 201) }
        let before = client.world
        #expect(client.send(CavosRows.create(CavosRows.good)).description == "429 " + Self.limitReached)
        #expect(client.world == before)
    }

    @Test(arguments: [("growth", 30), ("scale", 100)])
    func `a plan change counts from the next request on`(plan: String, limit: Int) throws {
        let client = try InProcessClient(seed: CavosWorld.seed)
        let act = "PATCH /_understudy/cavos/users/\(CavosWorld.user)"
        #expect(client.control(act, body: #"{"plan":"\#(plan)"}"#).status == 200)
        for _ in 1..<limit { #expect(client.send(CavosRows.create(CavosRows.good)).status == 201) }
        let refusal = client.send(CavosRows.create(CavosRows.good))
        #expect(
            refusal.body
                == #"{"error":"App limit reached for your plan","tier":"\#(plan)","limit":\#(limit),"current":\#(limit)}"#
        )
    }

    @Test func `after a downgrade the count may exceed the limit`() throws {
        let client = try InProcessClient(seed: CavosWorld.seed)
        let act = "PATCH /_understudy/cavos/users/ada@example.com"
        #expect(client.control(act, body: #"{"plan":"growth"}"#).status == 200)
        for _ in 0..<11 { #expect(client.send(CavosRows.create(CavosRows.good)).status == 201) }
        #expect(client.control(act, body: #"{"plan":"developer"}"#).status == 200)
        let refusal = client.send(CavosRows.create(CavosRows.good))
        #expect(
            refusal.body == #"{"error":"App limit reached for your plan","tier":"developer","limit":10,"current":12}"#)
    }

    @Test func `an app's deletion frees its slot and its deactivation does not`() throws {
        let client = try InProcessClient(seed: CavosWorld.seed)
        for _ in 0..<9 { _ = client.send(CavosRows.create(CavosRows.good)) }
        let app = "/_understudy/cavos/apps/\(CavosWorld.appID)"
        #expect(client.control("PATCH \(app)", body: #"{"is_active":false}"#).status == 200)
        #expect(client.send(CavosRows.create(CavosRows.good)).status == 429)
        #expect(client.control("DELETE \(app)").status == 200)
        #expect(client.send(CavosRows.create(CavosRows.good)).status == 201)
    }

    @Test func `a listed plan replaces what it says and keeps the rest as documented`() throws {
        let seed = CavosWorld.seed.replacing(
            #""plans":["#, with: #""plans":[{"service":"cavos","id":"developer","requests_per_minute":60},"#)
        let client = try InProcessClient(seed: seed)
        let listed = #"{"service":"cavos","id":"developer","app_limit":10,"requests_per_minute":60}"#
        #expect(client.world.contains(listed))
    }
}
