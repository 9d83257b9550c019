import ControlPlane
import Emulation
import HTTP
import JSON
import Sandboxes
import Testing
import Understudy
import UnderstudyTesting

struct SandboxTests: SandboxWorld {
    // MARK: Reaching

    @Test func `a sandbox is made from the seed and shares nothing with the default one`() throws {
        let client = try ControlWorld.client()
        let reply = create(client, #"{"name":"a"}"#)
        #expect(reply.description == #"201 {"name":"a","url":"http://localhost/_sandbox/a"}"#)
        let before = client.world
        #expect(createApp(client, "/_sandbox/a").status == 201)
        #expect(client.world == before)
        #expect(appCount(client, "/_sandbox/a") == 2)
        #expect(appCount(client, "") == 1)
    }

    @Test(arguments: [
        ("GET /_sandbox/a/_understudy/cavos/apps", "localhost"),
        ("GET /_sandbox/%61/_understudy/cavos/apps", "localhost"),
        ("GET /_understudy/cavos/apps", "a.localhost"),
        ("GET /_understudy/cavos/apps", "A.localhost:4100"),
        ("GET /_understudy/cavos/apps", "a.localhost."),
    ])
    func `a sandbox is reached by the path and by the host`(line: String, host: String) throws {
        let client = try ControlWorld.client()
        _ = create(client, #"{"name":"a"}"#)
        _ = createApp(client, "/_sandbox/a")
        let reply = client.send(Wire(line, ["Host: \(host)"]))
        #expect(reply.json["apps"]?.array?.count == 2)
        #expect(client.exchanges.last?.sandbox == "a")
    }

    @Test func `a real service's host and the prefix together reach that service in the sandbox`()
        throws
    {
        let client = try ControlWorld.client()
        _ = create(client, #"{"name":"a"}"#)
        let reply = client.send(
            Wire(
                "POST /_sandbox/a/api/v1/apps",
                ["Host: cavos.xyz", "Authorization: Bearer \(ControlWorld.key)"],
                body: Self.newApp))
        #expect(reply.status == 201)
        #expect(appCount(client, "/_sandbox/a") == 2)
        #expect(appCount(client, "") == 1)
    }

    @Test(arguments: ["/_sandbox/default", "/_sandbox/default/", ""])
    func `the default sandbox has a prefix too`(prefix: String) throws {
        let client = try ControlWorld.client()
        let path = prefix.hasSuffix("/") ? String(prefix.dropLast()) : prefix
        #expect(createApp(client, path).status == 201)
        #expect(appCount(client, "") == 2)
        #expect(client.send("GET \(prefix.isEmpty ? "/" : prefix)").status == 404)
    }

    @Test(arguments: [
        ("GET /_sandbox/checkuot/api/v1/apps", "localhost", "checkuot"),
        ("GET /_sandbox/checkuot", "localhost", "checkuot"),
        ("PUT /_sandbox/checkuot/_understudy/state", "localhost", "checkuot"),
        ("GET /api/v1/apps", "checkuot.localhost", "checkuot"),
        ("GET /_sandbox//x", "localhost", ""),
        ("GET /_sandbox/", "localhost", ""), ("GET /_sandbox/CHECKOUT/x", "localhost", "CHECKOUT"),
        ("GET /_sandbox/%00/x", "localhost", "\\u0000"),
        ("GET /_sandbox/a%2Fb/x", "localhost", "a/b"),
        ("GET /_sandbox/%zz/x", "localhost", "%zz"),
        ("GET /_understudy/state", "x.checkuot.localhost", "x.checkuot"),
    ])
    func `an unknown sandbox is not found, and the nearest are named`(
        line: String, host: String, name: String
    ) throws {
        let client = try ControlWorld.client()
        _ = create(client, #"{"name":"checkout"}"#)
        let before = client.world
        let reply = client.send(Wire(line, ["Host: \(host)"]))
        #expect(reply.status == 404)
        let start =
            #"{"error":"There is no sandbox \"\#(name)\"; the nearest of those that exist: "#
        #expect(reply.body.hasPrefix(start), "\(reply)")
        #expect(reply.body.contains(#"\"checkout\""#))
        #expect(client.exchanges.last?.surface == .unknownSandbox)
        #expect(client.world == before)
    }

    @Test(arguments: [
        ["Host: evil.example"], ["Origin: http://evil.example"], ["Sec-Fetch-Site: cross-site"],
        ["Host: cavos.xyz"],
    ])
    func `a stranger learns no names of sandboxes`(fields: [String]) throws {
        let client = try ControlWorld.client()
        _ = create(client, #"{"name":"secret"}"#)
        for path in ["/x", "/_understudy/state", "/_understudy/health"] {
            let reply = client.send("GET /_sandbox/secre\(path)", fields)
            #expect(reply.description == #"404 {"error":"There is no sandbox \"secre\""}"#)
        }
        let guarded = try ControlWorld.client(RequestGuard(token: "t"))
        #expect(!guarded.send("GET /_sandbox/x/y").body.contains("default"))
        let known = guarded.send("GET /_sandbox/x/y", ["Authorization: Bearer t"])
        #expect(known.body.contains("default"))
    }

    @Test(arguments: ["/_understudy/health", "/_understudy/ready"])
    func `a health probe is answered under a name below localhost that no sandbox has`(path: String)
        throws
    {
        let client = try ControlWorld.client()
        #expect(client.send("GET \(path)", ["Host: nobody.localhost"]).status == 200)
        #expect(client.send("GET /_sandbox/nobody\(path)").status == 404)
    }

    @Test func `a name below localhost can be the server's own`() throws {
        let world = try ControlWorld.client().sandbox
        let directory = SandboxDirectory(default: world, ownHosts: ["Understudy.localhost"])
        func name(_ host: String) -> String? {
            var request = Request(method: .get, target: "/", path: "/", host: host)
            return directory.resolve(&request).sandbox?.name
        }
        #expect(name("understudy.localhost") == "default")
        #expect(name("other.localhost") == nil)
        #expect(name("localhost") == "default")
        #expect(name("example.com") == "default")
    }

    // MARK: Listing and dropping

    @Test func `sandboxes are listed with their sizes and ages, page by page`() throws {
        let client = try ControlWorld.client()
        for name in ["c", "a", "b"] { _ = create(client, #"{"name":"\#(name)"}"#) }
        let first = client.control("GET /_understudy/sandboxes?limit=2")
        #expect(first.json["next_cursor"]?.string == "a")
        let listed =
            #"{"name":"a","url":"http://localhost/_sandbox/a","created_at":"2026-02-13T12:00:00Z","age_seconds":0,"idle_seconds":0,"entities":12}"#
        #expect(first.body.contains(listed), "\(first)")
        func names(_ reply: Reply) -> [String?]? {
            reply.json["sandboxes"]?.array?.map { $0.object?["name"]?.string }
        }
        #expect(names(first) == ["default", "a"])
        let second = client.control("GET /_understudy/sandboxes?limit=2&cursor=a")
        #expect(names(second) == ["b", "c"])
        #expect(second.json["next_cursor"] == nil)
        #expect(names(client.control("GET /_understudy/sandboxes?limit=1&cursor=default")) == ["a"])
        #expect(client.control("GET /_understudy/sandboxes/a").description == "200 \(listed)")
        for limit in ["0", "101", "x", ""] {
            #expect(client.control("GET /_understudy/sandboxes?limit=\(limit)").status == 400)
        }
    }

    @Test func `a dropped sandbox is gone, and its name is free`() throws {
        let client = try ControlWorld.client()
        _ = create(client, #"{"name":"a"}"#)
        _ = createApp(client, "/_sandbox/a")
        #expect(
            client.control("DELETE /_understudy/sandboxes/a").description == #"200 {"status":"ok"}"#
        )
        #expect(client.send("GET /_sandbox/a/_understudy/state").status == 404)
        #expect(client.control("DELETE /_understudy/sandboxes/a").status == 404)
        #expect(client.control("GET /_understudy/sandboxes/a").status == 404)
        _ = create(client, #"{"name":"a"}"#)
        #expect(appCount(client, "/_sandbox/a") == 1)
    }

    @Test func `the default sandbox cannot be dropped`() throws {
        let client = try ControlWorld.client()
        let before = client.world
        let message =
            "The sandbox \\\"default\\\" cannot be dropped; POST /_understudy/reset empties it"
        #expect(
            client.control("DELETE /_understudy/sandboxes/default").description
                == #"409 {"error":"\#(message)"}"#)
        #expect(client.world == before)
    }

    @Test func `an unused sandbox is dropped`() throws {
        let client = try ControlWorld.client()
        for name in ["a", "b"] { _ = create(client, #"{"name":"\#(name)"}"#) }
        let directory = client.gateway.sandboxes
        let start = try #require(directory["a"]?.createdAt)
        directory["b"]?.lastUsedAt = start.advanced(byMilliseconds: 1)
        directory.dropUnused(forMilliseconds: 1000, at: start.advanced(byMilliseconds: 999))
        #expect(directory.names == ["default", "a", "b"])
        directory.dropUnused(forMilliseconds: 1000, at: start.advanced(byMilliseconds: 1000))
        #expect(directory.names == ["default", "b"])
        directory.dropUnused(forMilliseconds: 1000, at: start.advanced(byMilliseconds: 100_000))
        #expect(directory.names == ["default"])
    }

    @Test func `a request renews the time of a sandbox`() throws {
        let client = try ControlWorld.client()
        _ = create(client, #"{"name":"a"}"#)
        let directory = client.gateway.sandboxes
        let now = try #require(directory["a"]?.lastUsedAt)
        directory["a"]?.lastUsedAt = now.advanced(byMilliseconds: -5000)
        _ = createApp(client, "/_sandbox/a")
        #expect(directory["a"]?.lastUsedAt == now)
    }

    @Test(arguments: [
        Wire("GET /_sandbox/a/nothing"), Wire("GET /_sandbox/a/_understudy/clock", ["Host: evil.example"]),
        Wire("GET /_sandbox/a/_understudy/cavos/apps", ["Origin: http://evil.example"]),
        Wire("GET /_sandbox/a/ok", ["Content-Length: x"]),
    ])
    func `a request that reaches nothing of a sandbox does not prolong its life`(wire: Wire) throws {
        let client = try ControlWorld.client()
        _ = create(client, #"{"name":"a"}"#)
        let directory = client.gateway.sandboxes
        let sandbox = try #require(directory["a"])
        let time = sandbox.lastUsedAt.advanced(byMilliseconds: -5000)
        sandbox.lastUsedAt = time
        #expect((400..<500).contains(client.send(wire).status))
        #expect(sandbox.lastUsedAt == time)
        _ = client.send("GET /_sandbox/a/_understudy/clock")
        #expect(sandbox.lastUsedAt > time)
    }

    /// Whether a sandbox would be dropped as unused.
    private func isDropped(_ name: String, _ directory: SandboxDirectory) throws -> Bool {
        let sandbox = try #require(directory[name])
        sandbox.lastUsedAt = .earliest
        directory.dropUnused(forMilliseconds: 1000, at: sandbox.createdAt)
        return directory[name] == nil
    }

    @Test func `a sandbox is not dropped as unused while a request has no answer`() throws {
        let client = try ControlWorld.client()
        _ = create(client, #"{"name":"a"}"#)
        let directory = client.gateway.sandboxes
        let sandbox = try #require(directory["a"])
        var names: [[String]] = []
        client.gateway.onFinish = { _ in
            sandbox.lastUsedAt = .earliest
            directory.dropUnused(forMilliseconds: 1000, at: sandbox.createdAt)
            names.append(directory.names)
            // It counts as used until then.
            #expect(sandbox.lastUsedAt == sandbox.createdAt)
        }
        for line in ["GET /_sandbox/a/ok", "GET /_sandbox/a/nothing", "GET /_sandbox/a/_understudy/clock"] {
            _ = client.send(Wire(line))
        }
        #expect(names == Array(repeating: ["default", "a"], count: 3))
        #expect(try isDropped("a", directory))
    }

    @Test func `a sandbox is not dropped as unused while an answer of it is delayed`() throws {
        let client = try ControlWorld.client()
        _ = create(client, #"{"name":"a"}"#)
        _ = client.control("POST /_sandbox/a/_understudy/faults", body: #"{"then":{"delay_ms":9}}"#)
        var delivery: Delivery?
        client.send(Wire("GET /_sandbox/a/ok")) { delivery = $0 }
        let hold = try #require(delivery?.hold)
        let id = hold.add {}
        #expect(try !isDropped("a", client.gateway.sandboxes))
        hold.remove(id)
        #expect(try isDropped("a", client.gateway.sandboxes))
    }

    @Test func `a sandbox is not dropped as unused while a client follows its log`() throws {
        let client = try ControlWorld.client()
        _ = create(client, #"{"name":"a"}"#)
        var delivery: Delivery?
        client.send(Wire("GET /_sandbox/a/_understudy/requests/stream")) { delivery = $0 }
        let source = try #require(delivery?.response.body.source)
        source.start {}
        #expect(try !isDropped("a", client.gateway.sandboxes))
        source.cancel()
        #expect(try isDropped("a", client.gateway.sandboxes))
    }

    // MARK: The control plane of a sandbox

    @Test func `a reset goes back to what the sandbox was made from`() throws {
        let client = try ControlWorld.client()
        _ = createApp(client, "")
        _ = create(
            client,
            #"{"name":"a","from":"sandbox:default","clock":{"freeze":"2030-01-01T00:00:00Z"}}"#)
        let before = client.control("GET /_sandbox/a/_understudy/state").body
        _ = createApp(client, "/_sandbox/a")
        _ = client.control("PUT /_sandbox/a/_understudy/clock", body: #"{"advance_seconds":5}"#)
        #expect(client.control("POST /_sandbox/a/_understudy/reset").status == 200)
        #expect(client.control("GET /_sandbox/a/_understudy/state").body == before)
        #expect(
            client.control("GET /_sandbox/a/_understudy/clock").body
                == #"{"now":"2030-01-01T00:00:00Z","mode":"frozen"}"#)
        #expect(appCount(client, "") == 2)
    }

    @Test func `clock, limits, snapshots and state of a sandbox are its own`() throws {
        let client = try ControlWorld.client()
        _ = create(client, #"{"name":"a"}"#)
        _ = client.control(
            "PUT /_sandbox/a/_understudy/clock", body: #"{"freeze":"2031-01-01T00:00:00Z"}"#)
        _ = client.control(
            "PUT /_sandbox/a/_understudy/limits",
            body: #"{"service":"cavos","user":"ada@example.com","requests":2}"#)
        _ = client.control("POST /_sandbox/a/_understudy/snapshots", body: #"{"name":"s"}"#)
        #expect(createApp(client, "/_sandbox/a").status == 429)
        #expect(createApp(client, "").status == 201)
        #expect(client.control("GET /_understudy/snapshots").body == #"{"snapshots":[]}"#)
        #expect(client.control("GET /_understudy/clock").body.contains("2026-02-13"))
        _ = client.control("PUT /_sandbox/a/_understudy/state", body: #"{"version":1}"#)
        #expect(appCount(client, "/_sandbox/a") == 0)
        #expect(appCount(client, "") == 2)
        #expect(create(client, #"{"name":"b","from":"snapshot:s"}"#).status == 404)
        let inSandbox = client.control(
            "POST /_sandbox/a/_understudy/sandboxes", body: #"{"name":"b","from":"snapshot:s"}"#)
        #expect(inSandbox.status == 201)
    }

    @Test func `a URL is one that the asking client can reach`() throws {
        let client = try ControlWorld.client()
        func url(_ host: String, _ name: String) -> String? {
            client.send(
                Wire(
                    "POST /_understudy/sandboxes",
                    ["Host: \(host)", "Content-Type: application/json"],
                    body: #"{"name":"\#(name)"}"#)
            ).json["url"]?.string
        }
        #expect(url("127.0.0.1:4100", "a") == "http://127.0.0.1:4100/_sandbox/a")
        #expect(url("a.localhost:4100", "b") == "http://localhost:4100/_sandbox/b")
        #expect(url("[::1]:4100", "c") == "http://[::1]:4100/_sandbox/c")
    }
}
