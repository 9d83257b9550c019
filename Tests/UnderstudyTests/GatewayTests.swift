import Emulation
import HTTP
import Sandboxes
import Testing
import Understudy
import UnderstudyTesting

struct GatewayTests {
    private static let key =
        "Authorization: Bearer cav_test_fake_key_0000000000000000000000000000000000"

    private func client() throws -> InProcessClient {
        try InProcessClient(seed: SourceTree.text("seed/minimal.json"))
    }

    @Test(
        arguments: [
            (nil, "/api/v1/apps", "cavos"), (nil, "/api/", "cavos"), (nil, "/api/x", "cavos"),
            (nil, "/api", nil),
            (nil, "/API/v1/apps", nil), (nil, "/", nil), (nil, "/apix", nil), (nil, "*", nil),
            (nil, "", nil),
            ("localhost", "/api/v1/apps", "cavos"), ("cavos.xyz", "/", "cavos"),
            ("www.cavos.xyz", "/x", "cavos"),
            ("cavos.xyz", "/api/capydb/x", "cavos"), ("api.cavos.xyz", "/", nil),
            ("cavos.xyz.example.com", "/", nil),
            ("notcavos.xyz", "/", nil), (nil, "/api/capydb/v1/projects", "capydb"),
            (nil, "/api/capydb", "cavos"),
            (nil, "/v1/me", "capydb"), (nil, "/v1", nil), (nil, "/app", "capgo"),
            (nil, "/app/", "capgo"),
            (nil, "/apps", nil), (nil, "/%61pp/x", "capgo"), (nil, "/ok", "capgo"),
            (nil, "/statistics/user", "capgo"),
        ] as [(String?, String, String?)])
    func `the host decides who owns a request, else the longest base path`(
        host: String?, path: String, owner: String?
    ) {
        let paths = ServicePaths(AnyService.all)
        #expect((paths.owner(host: host) ?? paths.owner(path: path))?.name == owner)
    }

    @Test(arguments: [
        "cavos.xyz", "CAVOS.xyz", "cavos.xyz:443", "www.Cavos.XYZ:8080", "cavos.xyz.",
    ])
    func `a host is the same with a port and in capitals`(host: String) throws {
        let reply = try client().send("GET /nothing", ["Host: \(host)"])
        #expect(reply.description == #"404 {"error":"Not found"}"#)
        #expect(reply.headers["Access-Control-Allow-Origin"] == "*")
    }

    @Test(arguments: ["//organization/", "///organization", "//apikey"])
    func
        `a path with an empty first segment is answered in the shape of the service that it seems to mean`(
            path: String
        ) throws
    {
        let client = try client()
        let reply = client.send("GET \(path)", ["authorization: x"])
        #expect(
            reply.description
                == client.send("GET /organization/nothing", ["authorization: x"]).description)
        #expect(client.exchanges.map(\.service) == ["capgo", "capgo"])
        #expect(client.exchanges.map(\.status) == [404, 404])
    }

    @Test(arguments: [
        "/", "/nothing", "/api", "/%5Funderstudy/state", "/_understudyx/state",
        "/_Understudy/state",
    ])
    func `a path that nobody owns is not found, and recorded so`(path: String) throws {
        let client = try client()
        let reply = client.send("GET \(path)")
        #expect(reply.description == #"404 {"error":"Not found"}"#)
        #expect(reply.headers == ["Content-Type": "application/json"])
        #expect(client.exchanges.map(\.surface) == [.none])
        #expect(client.exchanges.map(\.status) == [404])
    }

    @Test func `the record says what happened to a request of a public API`() throws {
        let client = try client()
        _ = client.send("POST /api/v1/apps", [Self.key], body: "{}")
        let body = #"{"name":"x","organization_id":"5b1e6a0c-0000-4000-8000-000000000001"}"#
        _ = client.send("POST /api/v1/apps", [Self.key], body: body)
        let (refused, created) = (client.exchanges[0], client.exchanges[1])
        #expect(refused.surface == .publicAPI)
        #expect(refused.sandbox == "default")
        #expect(refused.service == "cavos")
        #expect(refused.contract == "2026-02")
        #expect(refused.operation == "createApp")
        #expect(refused.account != nil)
        #expect(refused.credential == "cav_test_fak…")
        #expect(refused.refused?.refusal.name == "nameRequired")
        #expect(refused.refused?.refusal.basis == .observed)
        #expect(refused.status == 400)
        #expect(!refused.didChange)
        #expect(created.refused == nil)
        #expect(created.status == 201)
        #expect(created.didChange)
    }

    @Test func `a sandbox may use another contract of a service than the default`() throws {
        let cavos = try #require(AnyService.all.first { $0.name == "cavos" })
        let now = Timestamp(milliseconds: 0)
        func status(_ contracts: [String: AnyContract]) -> Int {
            let other = Sandbox(
                world: World(), identifiers: IdentifierSource(seed: 1),
                clock: SandboxClock(frozenAt: now))
            var start = other.fork
            start.contracts = contracts
            let sandbox = Sandbox(name: other.name, start, createdAt: now)
            return InProcessClient(sandbox: sandbox, time: now).send(
                "GET /organizations", ["Host: cavos.xyz"]
            ).status
        }
        #expect(status([:]) == 404)
        #expect(status(["capgo": cavos.dashboard]) == 404)
        #expect(status(["cavos": cavos.dashboard]) == 200)
    }

    @Test
    func `the record says what happened to operations of a dashboard and of the control plane`()
        throws
    {
        let client = try client()
        _ = client.control("DELETE /_understudy/cavos/apps/x")
        _ = client.control("GET /_understudy/clock")
        _ = client.control("GET /_understudy/nothing")
        #expect(client.exchanges.map(\.surface) == [.dashboard, .controlPlane, .controlPlane])
        #expect(client.exchanges.map(\.service) == ["cavos", nil, nil])
        #expect(client.exchanges.map(\.operation) == ["deleteApp", "getClock", nil])
        #expect(client.exchanges.map { $0.refused?.refusal.name } == ["appNotFound", nil, nil])
        #expect(client.exchanges.map(\.status) == [404, 200, 404])
    }

    @Test(arguments: [
        "DELETE /apikey/ak_secret_0123456789/", "DELETE /apikey/ak_secret_0123456789",
        "PATCH /apikey/ak_secret_0123456789", "GET /apikey/ak_secret_0123456789/x",
        "GET //apikey/ak_secret_0123456789",
        "DELETE /_understudy/capgo/apikeys/ak_secret_0123456789",
        "GET /%61pikey/ak_secret_0123456789/x",
        "POST /_understudy/capgo/apikeys/ak_secret_0123456789",
    ])
    func `a key in a path is redacted in the record, whether there is such a route or not`(
        line: String
    ) throws {
        let client = try client()
        _ = client.send(line)
        #expect(client.exchanges[0].path.contains("/ak_secret_01…"))
        #expect(!client.exchanges[0].path.contains("3456789"))
    }

    @Test(arguments: [
        (400, "Bad request"), (408, "Request timeout"), (414, "URI too long"),
        (413, "Request body too large"),
        (417, "Expectation failed"),
        (431, "Request header fields too large"), (501, "Not implemented"),
        (503, "Service unavailable"),
        (505, "HTTP version not supported"), (418, "Bad request"),
    ])
    func `input that never became a request is answered by its status`(status: Int, message: String)
        throws
    {
        let client = try client()
        var reply: Reply?
        client.gateway.handle(RequestFailure(status: status, reason: "why"), at: .earliest) {
            delivery, _ in
            reply = Reply(delivery.response)
        }
        #expect(reply?.description == #"\#(status) {"error":"\#(message)"}"#)
        #expect(client.exchanges.map(\.failure?.reason) == ["why"])
    }

    @Test func `input that was meant for a service is answered in its shape and recorded`() throws {
        let client = try client()
        let reply = client.send(Wire("POST /api/v1/apps", ["Expect: 200-ok"], body: "x"))
        #expect(reply.description == #"417 {"error":"Expectation failed"}"#)
        #expect(reply.headers["Access-Control-Allow-Origin"] == "*")
        #expect(client.exchanges.map(\.service) == ["cavos"])
        #expect(client.exchanges.map(\.status) == [417])
    }

    @Test func `a connection over the limit is refused and recorded`() throws {
        let client = try client()
        var reply: Reply?
        client.gateway.handleOverload(at: .earliest) { delivery, _ in
            reply = Reply(delivery.response)
        }
        #expect(reply?.description == #"503 {"error":"Service unavailable"}"#)
        #expect(client.exchanges.map(\.status) == [503])
    }

    @Test(
        arguments: [
            ("/_understudy/state", nil, true), ("/_understudy/cavos/apps", nil, true),
            ("/api/v1/apps", nil, false),
            ("/_understudyx", nil, false), ("/_understudy/state", "cavos.xyz", false),
        ] as [(String, String?, Bool)])
    func `the head of a request decides whose body limit counts`(
        path: String, host: String?, isControl: Bool
    ) throws {
        let head = Request(method: .put, target: path, path: path, host: host)
        #expect(try client().gateway.isForControlPlane(head) == isControl)
    }

    // MARK: Bodies that would take long

    private static func body(members: Int) -> String {
        "{" + (0..<members).map { "\"member\($0)\":0" }.joined(separator: ",") + "}"
    }

    @Test(arguments: [
        ("POST /api/v1/apps", #"413 {"error":"Request body too large"}"#),
        ("POST /apikey", #"413 {"error":"Request body too large","status":"KO"}"#),
        ("POST /v1/cli/login/sessions", #"413 {"error":"request body too large"}"#),
        ("PUT /_understudy/clock", tooManyValues), ("POST /_understudy/faults", tooManyValues),
        ("POST /_understudy/requests/verify", tooManyValues), ("POST /_understudy/reset", tooManyValues),
        ("POST /_understudy/state/verify", tooManyValues), ("POST /_understudy/cavos/organizations", tooManyValues),
        ("PUT /_understudy/capgo/statistics", tooManyValues),
    ])
    func `a body with too many values is refused before it is parsed`(line: String, answer: String) throws {
        let client = try client()
        let headers = [Self.key, "Content-Type: application/json"]
        let reply = client.send(line, headers, body: Self.body(members: 10_001))
        #expect(reply.description == answer)
        #expect(client.exchanges.last?.failure?.reason == "The body has more than 10000 JSON values.")
        let most = client.send(line, headers, body: Self.body(members: 10_000))
        #expect(most.status != 413)
    }

    private static let tooManyValues =
        #"413 {"error":"The body has more than 10000 JSON values; only PUT /_understudy/state and "#
        + #"POST /_understudy/sandboxes accept more"}"#

    @Test(arguments: ["PUT /_understudy/state", "POST /_understudy/sandboxes"])
    func `a body that is read on a worker may have any number of values`(line: String) throws {
        let client = try client()
        let reply = client.send(line, ["Content-Type: application/json"], body: Self.body(members: 10_001))
        #expect(reply.status == 400)
        #expect(reply.body.contains("member0"))
    }
}
