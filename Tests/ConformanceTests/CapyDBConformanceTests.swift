import CapyDB
internal import Emulation
internal import HTTP
internal import JSON
import Testing
import UnderstudyTesting

@Suite struct CapyDBConformanceTests {
    @Test(arguments: CapyDBRows.all)
    func `a refusal is answered to the letter and changes nothing`(row: ContractRow) throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let before = client.world
        #expect(row.differences(from: client.send(row.wire)) == [])
        #expect(client.world == before)
    }

    @Test(arguments: CapyDBDashboardRows.refusals)
    func `a refused act changes nothing`(row: ContractRow) throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let before = client.world
        #expect(row.differences(from: client.send(row.wire)) == [])
        #expect(client.world == before)
    }

    @Test(arguments: CapyDBRows.all.filter { $0.wire.line.contains(" /v1/") })
    func `below the other base the same is refused`(row: ContractRow) throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        var wire = row.wire
        wire.line.replace(" /v1/", with: " /api/capydb/v1/")
        #expect(row.differences(from: client.send(wire)) == [])
    }

    @Test func `every refusal of the catalogue is provoked`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        for row in CapyDBRows.all + CapyDBDashboardRows.refusals { _ = client.send(row.wire) }
        for _ in 0...2 { _ = client.send("GET /v1/me", CapyDBWorld.bearer(CapyDBWorld.ratedKey)) }
        // A write that cannot be kept is provoked where there is a disk to fill.
        #expect(RefusalCoverage.missing("capydb", in: client.exchanges) == ["internalError"])
    }

    @Test func `each status that the page counts is reached by each of the three operations`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let operations: [(String, Set<Int>)] = [
            ("GET ", [401, 403, 404]), ("POST ", [400, 401, 403, 404]), ("DELETE ", [401, 403, 404]),
        ]
        let extra = [Wire("DELETE \(CapyDBWorld.keys)/key_all")]
        let wires = CapyDBRows.all.map(\.wire).filter { $0.line.contains("/api-keys") } + extra
        for (method, documented) in operations {
            let reached = wires.filter { $0.line.hasPrefix(method) }.map { client.send($0).status }
            #expect(Set(reached).subtracting([405]).isSuperset(of: documented), "\(method)")
            #expect(Set(reached).subtracting([405]).isSubset(of: documented), "\(method)")
        }
    }

    @Test func `a rate limit of the admin's plan refuses after the credential and before all else, for a minute`()
        throws
    {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let wire = Wire("GET /v1/organizations/org_none/api-keys", CapyDBWorld.bearer(CapyDBWorld.ratedKey))
        #expect(client.send(wire).status == 404)
        client.advance(seconds: 20)
        #expect(client.send(wire).status == 404)
        let row = ContractRow(
            "third", wire, 429, #"{"error":"rate limit exceeded"}"#, headers: ["Retry-After": "40"])
        #expect(row.differences(from: client.send(wire)) == [])
        #expect(client.send("GET /v1/me", CapyDBWorld.bearer("capy_live_x")).status == 401)
        client.advance(seconds: 40)
        #expect(client.send(wire).status == 404)
    }

    @Test func `a key that a person made counts for that person, one that nobody made for the first admin`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        _ = client.send("GET /v1/me", CapyDBWorld.bearer(CapyDBWorld.jobsKey))
        _ = client.send("GET /v1/me", CapyDBWorld.bearer(CapyDBWorld.memberSession))
        let body = #"{"name":"Grace's","scopes":["*"],"user":"grace@example.com"}"#
        let made = client.control("POST \(CapyDBWorld.acts)/organizations/org_ours/api-keys", body: body)
        let key = try #require(made.json["plaintext_api_key"]?.string)
        _ = client.send("GET /v1/me", CapyDBWorld.bearer(key))
        #expect(requests(of: "ada@example.com", client) == 1)
        #expect(requests(of: "grace@example.com", client) == 2)
    }

    @Test func `a key without a creator, of an organization without an admin, counts for the organization`() throws {
        let seed = CapyDBWorld.seed.replacing(
            #""plans":["#, with: #""plans":[{"service":"capydb","id":"launch","requests_per_minute":1},"#)
        let client = try InProcessClient(seed: seed)
        #expect(client.send("GET /v1/me", bearer(CapyDBWorld.nobodysKey)).status == 200)
        let refused = client.send("GET /v1/me", bearer(CapyDBWorld.nobodysKey))
        #expect(refused.description == #"429 {"error":"rate limit exceeded"}"#)
        #expect(client.exchanges.map(\.account) == ["org_nobodys", "org_nobodys"])
        client.advance(seconds: 60)
        #expect(client.send("GET /v1/me", bearer(CapyDBWorld.nobodysKey)).status == 200)
    }

    private func bearer(_ token: String) -> [String] { CapyDBWorld.bearer(token) }

    private func requests(of user: String, _ client: InProcessClient) -> Int? {
        let limits = client.control("GET /_understudy/limits?service=capydb&user=\(user)")
        return limits.json["accounts"]?.array?.first?["requests"]?.int
    }

    @Test func `a body over the limit is refused in the service's shape`() throws {
        let client = try InProcessClient(seed: CapyDBWorld.seed)
        let large = Wire("POST \(CapyDBWorld.keys)", body: String(repeating: "x", count: 2_000_000))
        #expect(client.send(large).description == #"413 {"error":"request body too large"}"#)
    }
}
