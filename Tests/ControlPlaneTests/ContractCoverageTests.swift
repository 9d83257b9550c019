import Emulation
import HTTP
import JSON
import Sandboxes
import Testing
import UnderstudyTesting

struct ContractCoverageTests: SandboxWorld {
    private static let key = "Authorization: Bearer \(ControlWorld.key)"
    private static let json = "Content-Type: application/json"
    private static let path = "/_understudy/contract"

    /// The answer for Cavos with some counts; those of refusals that are not named are 0.
    private func cavos(
        met: Int = 0, answers: String = "", _ counts: [String: Int] = [:], faulted: Int = 0,
        findings: String = "", unmatched: String = #"{"count":0,"paths":[],"other_paths":0}"#,
        requests: Int = 0
    ) -> String {
        func row(_ name: String, _ status: Int, _ message: String, _ basis: String) -> String {
            #"{"refusal":"\#(name)","status":\#(status),"message":"\#(message)","#
                + #""basis":"\#(basis)","count":\#(counts[name] ?? 0)}"#
        }
        let bearer = "Missing or invalid Authorization header. Expected: Bearer cav_..."
        let refusals = [
            row("missingAuthorization", 401, bearer, "observed"),
            row("unknownKey", 401, "Invalid or revoked API key", "documented"),
            row("tooManyRequests", 429, "Too many requests", "assumed"),
            row("invalidJSON", 400, "Invalid JSON body", "observed"),
            row("organizationIDNotUUID", 400, "organization_id must be a valid UUID", "assumed"),
            row(
                "foreignOrganization", 403, "API key does not have access to this organization",
                "documented"),
            row("organizationNotFound", 404, "Organization not found", "observed"),
            row("appLimitReached", 429, "App limit reached for your plan", "documented"),
            row("nameRequired", 400, "name is required", "observed"),
            row("organizationIDRequired", 400, "organization_id is required", "observed"),
            row("descriptionNotText", 400, "description must be a string", "assumed"),
        ]
        let common = [
            row("notFound", 404, "Not found", "assumed"),
            row("methodNotAllowed", 405, "Method not allowed", "assumed"),
        ]
        return #"200 {"services":[{"service":"cavos","contract":"2026-02","met":\#(met),"#
            + #""declared":14,"operations":[{"operation":"createApp","method":"POST","#
            + #""path":"/api/v1/apps","answers":[\#(answers)],"#
            + #""refusals":[\#(refusals.joined(separator: ","))],"faulted":\#(faulted),"#
            + #""findings":[\#(findings)],"other_findings":0}],"#
            + #""refusals":[\#(common.joined(separator: ","))],"unmatched":\#(unmatched)}],"#
            + #""log":{"requests":\#(requests),"cut_bodies":0,"evicted":0}}"#
    }

    private func coverage(_ client: InProcessClient, _ prefix: String = "") -> String {
        client.send("GET \(prefix)\(Self.path)?service=cavos").description
    }

    private static let created = #"{"status":201,"count":1}"#
    private static let wrongMethod =
        #"{"method":"GET","path":"/api/v1/apps","count":1,"nearest":"POST /api/v1/apps"}"#

    // MARK: The answer

    @Test func `before the first request every declared answer is there and was not met`() throws {
        #expect(coverage(try ControlWorld.client()) == cavos())
    }

    @Test func `each answer of an operation is counted where it is declared`() throws {
        let client = try ControlWorld.client()
        _ = client.send("POST /api/v1/apps", [Self.key, Self.json], body: Self.newApp)
        _ = client.send("POST /api/v1/apps", [Self.json], body: "{}")
        for _ in 0..<2 { _ = client.send(ControlWorld.counted) }
        _ = client.send("GET /api/v1/apps")
        _ = client.send("OPTIONS /api/v1/apps")
        let counts = [
            "missingAuthorization": 1, "invalidJSON": 1, "tooManyRequests": 1,
            "methodNotAllowed": 1,
        ]
        let unmatched = #"{"count":1,"paths":[\#(Self.wrongMethod)],"other_paths":0}"#
        let expected = cavos(
            met: 5, answers: Self.created, counts, unmatched: unmatched, requests: 4)
        #expect(coverage(client) == expected)
    }

    @Test func `without a service in the query all are there, in order`() throws {
        let client = try ControlWorld.client()
        let services = client.send("GET \(Self.path)").json["services"]?.array ?? []
        #expect(services.map { $0["service"] } == ["cavos", "capgo", "capydb"])
        for (name, json) in zip(["cavos", "capgo", "capydb"], services) {
            let own = client.send("GET \(Self.path)?service=\(name)").json["services"]
            #expect(own == .array([json]))
            let service = try #require(AnyService.all.first { $0.name == name })
            let routes = service.contracts[0].routes
            #expect(json["operations"]?.array?.count == routes.count)
            let rows = json["refusals"]?.array?.count ?? 0
            let declared = routes.reduce(rows) { $0 + 1 + $1.refusals.count }
            #expect(json["declared"]?.int == declared)
            #expect(json["met"] == 0)
        }
    }

    @Test(arguments: [
        ("capg", #": did you mean \"capgo\"?"#), ("x", ""), ("", ""),
        ("Cavos", #": did you mean \"cavos\"?"#),
    ])
    func `an unknown service is refused with the nearest`(name: String, advice: String) throws {
        let client = try ControlWorld.client()
        let services = #"one of \"cavos\", \"capgo\", \"capydb\""#
        #expect(
            client.send("GET \(Self.path)?service=\(name)").description
                == #"400 {"error":"service is \"\#(name)\", expected \#(services)\#(advice)"}"#)
    }

    @Test func `several statuses of success are in order, and HEAD counts as GET`() throws {
        let client = try InProcessClient(seed: SourceTree.text("seed/demo.json"))
        let key = "authorization: ak_demo_fake_ada_all"
        for method in ["GET", "HEAD", "GET"] { _ = client.send("\(method) /app/", [key]) }
        let capgo = client.send("GET \(Self.path)?service=capgo").json["services"]?.array?.first
        let listing = capgo?["operations"]?.array?.first { $0["operation"] == "listApps" }
        #expect(listing?["answers"] == [["status": 200, "count": 3]])
        #expect(capgo?["met"] == 1)
    }

    // MARK: What is not counted as an answer

    @Test func `an answer of a fault rule meets no declared answer`() throws {
        let client = try ControlWorld.client()
        let rules = [
            #"{"when":{"times":1},"then":{"status":429}}"#,
            #"{"when":{"times":1},"then":{"drop":true}}"#,
            #"{"when":{"times":1},"then":{"drop":true,"perform":false}}"#,
            #"{"when":{"times":1},"then":{"truncate_after_bytes":4}}"#,
        ]
        for rule in rules { _ = client.control("POST /_understudy/faults", body: rule) }
        for _ in rules { _ = client.send("POST /api/v1/apps") }
        let expected = cavos(met: 1, ["missingAuthorization": 1], faulted: 3, requests: 2)
        #expect(coverage(client) == expected)
        _ = client.control(
            "POST /_understudy/faults", body: #"{"when":{"times":1},"then":{"status":503}}"#)
        #expect(client.send("GET /api/v1/nothing").status == 503)
        #expect(coverage(client) == expected)
    }

    @Test func `input that is no request of an operation is not counted`() throws {
        let client = try ControlWorld.client()
        let numbers = "[" + Array(repeating: "1000000", count: 10_001).joined(separator: ",") + "]"
        #expect(client.send("POST /api/v1/apps", [Self.json], body: numbers).status == 413)
        #expect(client.send("POST /api/v1/apps", ["Content-Length: x"]).status == 400)
        #expect(client.send("GET /_understudy/cavos/apps").status == 200)
        #expect(coverage(client) == cavos())
    }

    // MARK: The life of the counts

    @Test func `a reset sets them to zero, an emptied log does not`() throws {
        let client = try ControlWorld.client()
        _ = client.send("POST /api/v1/apps", [Self.key, Self.json], body: Self.newApp)
        _ = client.send("GET /api/v1/apps")
        let unmatched = #"{"count":1,"paths":[\#(Self.wrongMethod)],"other_paths":0}"#
        let expected = cavos(
            met: 2, answers: Self.created, ["methodNotAllowed": 1], unmatched: unmatched)
        _ = client.send("DELETE /_understudy/requests")
        #expect(coverage(client) == expected)
        let state = client.send("GET /_understudy/state").body
        #expect(client.control("PUT /_understudy/state", body: state).status == 200)
        #expect(coverage(client) == expected)
        #expect(client.send("GET /_understudy/state").body == state)
        _ = client.send("POST /_understudy/reset")
        #expect(coverage(client) == cavos())
    }

    @Test func `sandboxes count for themselves, and a copy begins at zero`() throws {
        let client = try ControlWorld.client()
        _ = create(client, #"{"name":"a"}"#)
        _ = client.send("POST /_sandbox/a/api/v1/apps", [Self.json])
        let one = cavos(met: 1, ["missingAuthorization": 1], requests: 1)
        #expect(coverage(client, "/_sandbox/a") == one)
        #expect(coverage(client) == cavos())
        #expect(create(client, #"{"name":"b","from":"sandbox:a"}"#).status == 201)
        #expect(coverage(client, "/_sandbox/b") == cavos())
        _ = client.send("POST /_sandbox/b/_understudy/reset")
        #expect(coverage(client, "/_sandbox/a") == one)
    }

    @Test func `the contract is the one that the sandbox uses`() throws {
        let client = try ControlWorld.client()
        _ = create(client, #"{"name":"a","contracts":{"capydb":"2026-08"}}"#)
        func contract(_ prefix: String) -> JSONValue? {
            let reply = client.send("GET \(prefix)\(Self.path)?service=capydb")
            return reply.json["services"]?.array?.first?["contract"]
        }
        #expect(contract("") == "2026-09")
        #expect(contract("/_sandbox/a") == "2026-08")
    }

    @Test func `without a request log there are counts, and null for it`() throws {
        let client = try InProcessClient(
            seed: ControlWorld.seed, requestLogs: RequestLogBudget(entryCountMax: 0))
        _ = client.send("POST /api/v1/apps/", [], body: #"{"a":1}"#)
        let log = #""log":{"requests":0,"cut_bodies":0,"evicted":0}"#
        let expected = cavos(met: 1, ["missingAuthorization": 1])
        #expect(coverage(client) == expected.replacing(log, with: #""log":null"#))
    }

    // MARK: Requests without a route

    private func unmatched(_ client: InProcessClient, _ service: String) -> JSONValue? {
        let reply = client.send("GET \(Self.path)?service=\(service)")
        return reply.json["services"]?.array?.first?["unmatched"]
    }

    @Test func `twenty paths without a route are listed with the nearest, others are counted`()
        throws
    {
        let client = try ControlWorld.client()
        for number in 0..<30 {
            for _ in 0...number % 2 { _ = client.send("POST /api/v1/app\(number)") }
        }
        let found = try #require(unmatched(client, "cavos"))
        #expect(found["count"] == 45)
        #expect(found["paths"]?.array?.count == 20)
        #expect(found["other_paths"] == 15)
        #expect(
            found["paths"]?.array?[1] == [
                "method": "POST", "path": "/api/v1/app1", "count": 2,
                "nearest": "POST /api/v1/apps",
            ])
    }

    @Test func `a long path is cut`() throws {
        let client = try ControlWorld.client()
        let long = String(repeating: "x", count: 3000)
        for _ in 0..<2 { _ = client.send("GET /api/\(long)") }
        let path = unmatched(client, "cavos")?["paths"]?.array?.first
        #expect(path?["path"]?.string == "/api/" + long.prefix(195) + "…")
        #expect(path?["count"] == 2)
    }

    @Test func `a key in a path without a route is cut`() throws {
        let client = try ControlWorld.client()
        _ = client.send("GET /apikey/secret-0123456789/more")
        let found = unmatched(client, "capgo")
        #expect(found?["paths"]?.array?.first?["path"] == "/apikey/secret-01234…/mo…")
        #expect(found?["paths"]?.array?.first?["nearest"] == "GET /apikey/{id}")
    }

    @Test func `where a wrong method is answered as an unknown path, both are one refusal`() throws {
        let client = try ControlWorld.client()
        _ = client.send("PATCH /app/")
        _ = client.send("GET /app/com.a.b/c")
        let capgo = client.send("GET \(Self.path)?service=capgo").json["services"]?.array?.first
        let row =
            #"[{"refusal":"notFound","status":404,"message":"Not found","#
            + #""basis":"observed","count":2}]"#
        #expect(capgo?["refusals"] == (try JSONParser.parse(Array(row.utf8))))
        #expect(capgo?["met"] == 1)
        #expect(capgo?["unmatched"]?["count"] == 2)
    }
}
