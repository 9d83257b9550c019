import HTTP
import JSON
import Sandboxes
import Testing
import Understudy
import UnderstudyTesting

/// Requests that are answered and yet leave the contract.
struct ContractFindingTests {
    private static let json = "Content-Type: application/json"
    private static let capgo = ["authorization: ak_demo_fake_ada_all", json]
    private static let capydb = [
        "Authorization: Bearer capy_live_mgmt_demo_fake_0000000000000000000000000000", json,
    ]
    private static let organization = "d0c1e2f3-1111-4a5b-8c6d-1a2b3c4d5e01"
    private static let keys = "/v1/organizations/org_demo_lantern/api-keys"
    private static let cavos = #""organization_id":"\#(ControlWorld.organization)""#

    private func client(_ requestLogs: RequestLogBudget = RequestLogBudget()) throws
        -> InProcessClient
    {
        try InProcessClient(seed: SourceTree.text("seed/demo.json"), requestLogs: requestLogs)
    }

    /// The findings of all operations, each as `operation kind name`.
    private func findings(_ client: InProcessClient) -> [String] {
        let services = client.send("GET /_understudy/contract").json["services"]?.array ?? []
        return services.flatMap { $0["operations"]?.array ?? [] }.flatMap { operation in
            (operation["findings"]?.array ?? []).map { finding in
                let name = finding["name"]?.string ?? "null"
                let count = finding["count"] == 1 ? "" : " \(finding["count"]?.int ?? 0) times"
                let words = [operation["operation"], finding["kind"]].compactMap { $0?.string }
                return (words + [name]).joined(separator: " ") + count
            }
        }
    }

    static let cases: [(wire: Wire, findings: [String])] = [
        (
            Wire("POST /api/v1/apps?a=1&b", [json], body: #"{"nmae":"x",\#(cavos)}"#),
            [
                "createApp unread_member nmae", "createApp unread_query a",
                "createApp unread_query b",
            ]
        ),
        (Wire("POST /api/v1/apps", [], body: "{}"), ["createApp content_type null"]),
        (
            Wire("POST /api/v1/apps", ["Content-Type: Text/Plain ;charset=utf-8"], body: "[1]"),
            ["createApp content_type Text/Plain"]
        ),
        (Wire("POST /api/v1/apps/", [json], body: "{}"), ["createApp extra_slash /api/v1/apps"]),
        (
            Wire("POST /apikey/", capgo, body: #"{"org_id":"\#(organization)","mode":"read"}"#),
            ["createKey older_form org_id"]
        ),
        (
            Wire("POST /apikey/?org_id=\(organization)&mode=read", capgo),
            [
                "createKey query_for_body org_id", "createKey query_for_body mode",
                "createKey older_form org_id",
            ]
        ),
        (
            Wire("POST /apikey/?mode=all", capgo, body: #"{"name":"x","mode":"read"}"#),
            ["createKey unread_query mode"]
        ),
        (Wire("DELETE /apikey/ak_demo_fake_nobody/", capgo), ["deleteKey older_form id"]),
        (
            Wire(
                "POST /organization/members", capgo,
                body: #"{"orgId":"x","email":"a@b.c","invite_type":"read"}"#),
            [
                "addMember older_form invite_type",
                "addMember missing_slash /organization/members/",
            ]
        ),
        (Wire("GET /app/com.a.b/", capgo), ["readApp extra_slash /app/{appID}"]),
        (Wire("GET /app/?pages=1", capgo), ["listApps unread_query pages"]),
        (
            Wire("GET /app/", capgo, body: #"{"page":1}"#),
            ["listApps unread_member page"]
        ),
        (
            Wire("POST \(keys)/?dry=1", capydb, body: #"{"name":"x","scopes":["*"],"role":"x"}"#),
            [
                "createAPIKey unread_member role", "createAPIKey unread_query dry",
                "createAPIKey extra_slash /v1/organizations/{organizationID}/api-keys",
            ]
        ),
    ]

    @Test(arguments: cases.indices)
    func `a request that leaves the contract is found`(index: Int) throws {
        let client = try client()
        let status = client.send(Self.cases[index].wire).status
        #expect([200, 201, 400, 401, 404].contains(status))
        #expect(findings(client) == Self.cases[index].findings)
    }

    @Test(arguments: [
        Wire("POST /api/v1/apps", ["content-type: APPLICATION/JSON; charset=utf-8"], body: "{}"),
        Wire("POST /api/v1/apps", [], body: "no JSON"), Wire("POST /api/v1/apps"),
        Wire("GET /apikey/", capgo), Wire("GET /apikey/1", capgo),
        Wire("DELETE /apikey/1/", capgo), Wire("GET /ok"), Wire("GET /app/?page=0", capgo),
        Wire("DELETE /organization/?orgId=x", capgo),
        Wire("DELETE /bundle/?app_id=com.a.b", capgo),
        Wire("GET /statistics/user/?from=2026-01-01&to=2026-01-02", capgo),
        Wire("GET /v1/me", capydb), Wire("GET /api/capydb/v1/me", capydb),
        Wire("GET /v1/cli/login/sessions/x?poll_token=y"),
    ])
    func `a request as the page prints it has no finding`(wire: Wire) throws {
        let client = try client()
        _ = client.send(wire)
        #expect(findings(client) == [])
        #expect(client.send("GET /_understudy/contract").json["log"]?["requests"] == 1)
    }

    @Test func `equal findings are counted, with the last request as the example`() throws {
        let client = try client()
        for body in [#"{"a":1}"#, #"{"b":1}"#, #"{"a":2}"#] {
            _ = client.send("POST /api/v1/apps", [Self.json], body: body)
        }
        #expect(
            findings(client) == [
                "createApp unread_member a 2 times", "createApp unread_member b",
            ])
        let reply = client.send("GET /_understudy/contract?service=cavos")
        let first = #"{"kind":"unread_member","name":"a","count":2,"request":3}"#
        #expect(reply.body.contains(#""findings":[\#(first),"#))
    }

    @Test func `fifty different findings of an operation are listed, others are counted`() throws {
        let client = try client()
        let members = (0..<60).map { #""m\#($0)":1"# }.joined(separator: ",")
        for _ in 0..<2 { _ = client.send("POST /api/v1/apps", [Self.json], body: "{\(members)}") }
        #expect(findings(client).count == 50)
        #expect(findings(client).last == "createApp unread_member m49 2 times")
        let reply = client.send("GET /_understudy/contract?service=cavos")
        #expect(reply.body.contains(#""other_findings":20}"#))
    }

    @Test func `a long name is cut, and so is a key where a name belongs`() throws {
        let client = try client()
        let long = String(repeating: "x", count: 100)
        _ = client.send(
            "POST /api/v1/apps?cav_demo_fake_0123456789", [Self.json], body: #"{"\#(long)":1}"#)
        #expect(
            findings(client) == [
                "createApp unread_member \(long.prefix(64))…",
                "createApp unread_query cav_demo_fak…",
            ])
    }

    @Test func `a body that the log has cut is said not to be read`() throws {
        let client = try client()
        let long = #"{"a":"\#(String(repeating: "x", count: 20_000))"}"#
        _ = client.send("POST /api/v1/apps", [Self.json], body: long)
        #expect(findings(client) == [])
        let log = client.send("GET /_understudy/contract").json["log"]
        #expect(log == ["requests": 0, "cut_bodies": 1, "evicted": 0])
    }

    @Test func `requests that the log has evicted are counted, and have no findings`() throws {
        let client = try client(RequestLogBudget(entryCountMax: 2))
        for name in ["a", "b", "c"] { _ = client.send("POST /api/v1/apps?\(name)") }
        #expect(findings(client) == ["createApp unread_query b", "createApp unread_query c"])
        let reply = client.send("GET /_understudy/contract?service=cavos")
        #expect(reply.json["log"] == ["requests": 2, "cut_bodies": 0, "evicted": 1])
        #expect(reply.body.contains(#""basis":"observed","count":3}"#))
    }

    @Test func `an answer of a fault rule is no finding`() throws {
        let client = try client()
        _ = client.control("POST /_understudy/faults", body: #"{"then":{"status":503}}"#)
        _ = client.send("POST /api/v1/apps?a=1")
        #expect(findings(client) == [])
    }

    @Test func `a full log is read in several turns`() throws {
        let client = try client()
        for _ in 0..<700 { _ = client.send("POST /api/v1/apps?a=1") }
        var turns: [() -> Void] = []
        client.gateway.runLater = { turns.append($0) }
        var reply: Reply?
        client.send(Wire("GET /_understudy/contract?service=cavos")) { reply = Reply($0) }
        var turnCount = 0
        while reply == nil, let turn = turns.popLast() {
            turn()
            turnCount += 1
        }
        #expect(turnCount == 2)
        #expect(reply?.json["log"]?["requests"] == 700)
    }
}
