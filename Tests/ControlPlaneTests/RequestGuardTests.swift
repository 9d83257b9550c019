import ControlPlane
import HTTP
import Emulation
import Testing
import Sandboxes
import UnderstudyTesting

struct RequestGuardTests {
    private static let json = "Content-Type: application/json"
    private static let token = "Authorization: Bearer secret"

    /// Each act that changes something, with the answer that it gives when it may.
    private static let acts = [
        Wire("POST /_understudy/reset"),
        Wire("PUT /_understudy/state", [json], body: #"{"version":1}"#),
        Wire("PUT /_understudy/clock", [json], body: #"{"advance_seconds":3600}"#),
        Wire(
            "PUT /_understudy/limits", [json],
            body: #"{"service":"cavos","user":"ada@example.com","requests":2}"#),
        Wire("DELETE /_understudy/limits"),
        Wire("POST /_understudy/cavos/organizations", [json], body: #"{"name":"x"}"#),
        Wire("DELETE /_understudy/cavos/organizations/\(ControlWorld.organization)"),
    ]

    /// Fields that make a request one of a stranger, and how it is refused.
    private static let strangers: [(fields: [String], status: Int, message: String)] = [
        (["Host: example.com"], 403, host), (["Host: localhost.example.com"], 403, host),
        (["Host: notlocalhost"], 403, host), (["Host: 127.0.0.1.example.com"], 403, host),
        (["Host: 1.2.3"], 403, host), (["Host: 127.0.0.1.nip.io:4100"], 403, host),
        (["Host: 0x7f.1"], 403, host),
        (["Origin: http://example.com"], 403, origin), (["Origin: null"], 403, origin),
        (["Origin:"], 403, origin),
        (["Origin: http://localhost:8080"], 403, origin),
        (["Origin: http://localhost.example.com"], 403, origin),
        (["Origin: http://127.0.0.1"], 403, origin), (["Origin: ftp://localhost"], 403, origin),
        (["Origin: http://localhost/"], 403, origin),
        (["Host: localhost:4100", "Origin: http://localhost"], 403, origin),
        (["Origin: http://localhost", "Origin: http://example.com"], 403, origin),
        (["Sec-Fetch-Site: cross-site"], 403, site), (["Sec-Fetch-Site: same-site"], 403, site),
        (["Sec-Fetch-Site: anything"], 403, site), (["Sec-Fetch-Site:"], 403, site),
        (["Sec-Fetch-Site: none", "Sec-Fetch-Site: cross-site"], 403, site),
    ]

    private static let host =
        "The control plane does not answer to this host name; allow it as a control host"
    private static let origin = "Cross-origin requests are not allowed in the control plane"
    private static let site = "Cross-site requests are not allowed in the control plane"
    private static let missingToken = "The control token is missing or wrong"

    /// A client whose world, clock and windows are not as they were at the start, so that every act would show.
    private func client(_ requestGuard: RequestGuard = RequestGuard()) throws -> InProcessClient {
        let client = try ControlWorld.client(requestGuard)
        _ = client.send(ControlWorld.counted)
        let name = Wire(
            "POST /_understudy/cavos/organizations", [Self.json, Self.token],
            body: #"{"name":"Mark"}"#)
        #expect(client.send(name).status == 201)
        return client
    }

    /// Whatever an act could change.
    private func observe(_ client: InProcessClient) -> [String] {
        ["state", "clock", "limits"].map {
            client.send("GET /_understudy/\($0)", [Self.token]).description
        }
            + ["\(client.sandbox.sequence)"]
    }

    @Test(arguments: acts)
    func `an act changes something when it may`(act: Wire) throws {
        let client = try client()
        let before = observe(client)
        let status = client.send(act).status
        #expect(status == 200 || status == 201)
        #expect(observe(client) != before)
    }

    @Test(arguments: strangers.indices, acts)
    func `a stranger's act is refused and has no effect`(index: Int, act: Wire) throws {
        let client = try client()
        let before = observe(client)
        let stranger = Self.strangers[index]
        let reply = client.send(Wire(act.line, act.fields + stranger.fields, body: act.body))
        #expect(
            reply.description == #"\#(stranger.status) {"error":"\#(stranger.message)"}"#,
            "\(stranger.fields)")
        #expect(observe(client) == before)
    }

    @Test(arguments: strangers.indices)
    func `a stranger reads nothing either, and only health under an unknown host name`(index: Int)
        throws
    {
        let client = try client()
        let stranger = Self.strangers[index]
        for path in ["state", "health", "ready", "nothing", "cavos/organizations"] {
            let reply = client.send("GET /_understudy/\(path)", stranger.fields)
            let isOpen = stranger.message == Self.host && ["health", "ready"].contains(path)
            #expect(reply.status == (isOpen ? 200 : stranger.status), "\(path)")
        }
    }

    @Test(arguments: ["docker:32768", "understudy.internal", "default.localhost.:4100"])
    func `health answers to any host name, and a refusal is recorded with its reason`(host: String)
        throws
    {
        let client = try client()
        for path in ["health", "ready"] {
            #expect(client.send("GET /_understudy/\(path)", ["Host: \(host)"]).status == 200)
        }
        let isOwn = host.contains("localhost")
        #expect(
            client.send("GET /_understudy/clock", ["Host: \(host)"]).status == (isOwn ? 200 : 403))
        #expect(client.exchanges.last?.controlRefusal == (isOwn ? nil : .unknownHost))
    }

    @Test func `the origin is compared with the host of an absolute form`() throws {
        let client = try client()
        let target = "POST http://localhost/_understudy/reset"
        let evil = client.send(target, ["Host: evil.example", "Origin: http://evil.example"])
        #expect(evil.description == #"403 {"error":"\#(Self.origin)"}"#)
        #expect(client.exchanges.last?.controlRefusal == .foreignOrigin)
        #expect(
            client.send(target, ["Host: evil.example", "Origin: http://localhost"]).status == 200)
    }

    @Test(
        arguments: [
            [], ["Authorization: Bearer"], ["Authorization: Bearer wrong"],
            ["Authorization: Bearer secre"],
            ["Authorization: Bearer secrets"], ["Authorization: Bearer Secret"],
            ["Authorization: Basic secret"],
            ["Authorization: secret"], ["Authorization: Bearersecret"],
            ["Authorization: Bearer  secret"],
            ["Authorization: Bearer wrong", "Authorization: Bearer secret"],
        ], acts)
    func `without the token nothing is done`(fields: [String], act: Wire) throws {
        let client = try client(RequestGuard(token: "secret"))
        let before = observe(client)
        let reply = client.send(Wire(act.line, act.fields + fields, body: act.body))
        #expect(reply.description == #"401 {"error":"\#(Self.missingToken)"}"#, "\(fields)")
        #expect(reply.headers["WWW-Authenticate"] == "Bearer")
        #expect(observe(client) == before)
    }

    @Test(arguments: [
        "Authorization: Bearer secret", "authorization: bearer secret",
        "AUTHORIZATION: BEARER secret",
    ])
    func `with the token everything is done`(field: String) throws {
        let client = try client(RequestGuard(token: "secret"))
        #expect(client.send("POST /_understudy/reset", [field]).status == 200)
        #expect(client.send("GET /_understudy/state", [field]).status == 200)
    }

    @Test(arguments: ["GET", "HEAD"], ["/health", "/ready"])
    func `a probe needs no token`(method: String, path: String) throws {
        let client = try client(RequestGuard(token: "secret"))
        #expect(client.send("\(method) /_understudy\(path)").status == 200)
    }

    @Test(arguments: [
        "/state", "/clock", "/limits", "/healthy", "/health/x", "/cavos/organizations", "/nothing",
        "",
    ])
    func `everything else needs one`(path: String) throws {
        let client = try client(RequestGuard(token: "secret"))
        #expect(client.send("GET /_understudy\(path)").status == 401)
    }

    @Test(
        arguments: [
            [], ["Content-Type: text/plain"], ["Content-Type: application/x-www-form-urlencoded"],
            ["Content-Type:"],
            ["Content-Type: multipart/form-data; boundary=application/json"],
            ["Content-Type: application/jsonx"],
            ["Content-Type: text/plain; application/json"],
            ["Content-Type: application/json-patch+json"],
        ], acts.filter { !$0.body.isEmpty })
    func `a body of another type, which a foreign form could send, is refused`(
        fields: [String], act: Wire
    ) throws {
        let client = try client()
        let before = observe(client)
        let reply = client.send(Wire(act.line, fields, body: act.body))
        let sent = fields.first.map { field in
            #"\"\#(field.dropFirst("Content-Type:".count).drop { $0 == " " })\""#
        }
        let message = "Content-Type is \(sent ?? "missing"), expected application/json"
        #expect(reply.description == #"415 {"error":"\#(message)"}"#)
        #expect(observe(client) == before)
    }

    @Test(arguments: [
        "Content-Type: application/json", "Content-Type: Application/JSON",
        "content-type:application/json;charset=utf-8",
        "Content-Type: application/json ; charset=utf-8",
    ])
    func `a body of JSON is taken`(field: String) throws {
        let client = try client()
        #expect(
            client.send("PUT /_understudy/clock", [field], body: #"{"run":true}"#).status == 200)
    }

    @Test(arguments: [
        [], ["Host: localhost:4100"], ["Host: LocalHost"], ["Host: 127.0.0.1"],
        ["Host: 127.0.0.1:4100"],
        ["Host: 192.168.1.20:4100"], ["Host: localhost.:4100"], ["Host: default.localhost"],
        ["Host: [::1]:4100"],
        ["Host: [::1]"], ["Host: understudy"],
        ["Host: Understudy.Test:80"], ["Origin: http://localhost"],
        ["Host: localhost:4100", "Origin: http://localhost:4100"],
        ["Host: localhost:4100", "Origin: HTTP://LOCALHOST:4100"],
        ["Host: understudy.test", "Origin: https://understudy.test"],
        ["Host: 127.0.0.1:4100", "Origin: http://127.0.0.1:4100", "Sec-Fetch-Site: same-origin"],
        ["Sec-Fetch-Site: none"], ["Sec-Fetch-Site: same-origin"],
    ])
    func `whoever is at home may act`(fields: [String]) throws {
        let client = try client(RequestGuard(hosts: ["understudy", "UNDERSTUDY.test"]))
        #expect(client.send("POST /_understudy/reset", fields).status == 200)
        #expect(!client.world.contains("Mark"))
    }
}
