import Emulation
import HTTP
import JSON
import Testing
import Sandboxes
import UnderstudyTesting

@testable import ControlPlane

struct ControlRouteTests {
    @Test(arguments: ["", "/", "/nothing", "/cavos", "/cavos/", "/cavos/nothing", "/st%zzate"])
    func `an unknown path is not found`(path: String) throws {
        let client = try ControlWorld.client()
        #expect(client.send("GET /_understudy\(path)").description == #"404 {"error":"Not found"}"#)
    }

    @Test(arguments: [
        ("/health/x", "/health"), ("/State", "/state"), ("//state", "/state"),
        ("/state//", "/state"),
        ("/../state", "/state"), ("/cavosx/apps", "/cavos/apps"),
        ("/cavos//apps", "/cavos/apps"), ("/%63avos/apps", "/cavos/apps"), ("/snap", "/snapshots"),
        ("/snapshots/x/restored", "/snapshots/x/restore"), ("/request/verify", "/requests/verify"),
        ("/capydb/organization/o1/member", "/capydb/organizations/o1/members"),
        ("/capgo/apikey", "/capgo/apikeys"), ("/sandbox/a", "/sandboxes/a"),
        ("/contracts", "/contract"),
    ])
    func `a path that is nearly one names it`(path: String, nearest: String) throws {
        let client = try ControlWorld.client()
        #expect(
            client.send("GET /_understudy\(path)").description
                == #"404 {"error":"Not found: did you mean /_understudy\#(nearest)?"}"#)
    }

    @Test(arguments: [
        ("POST", "/health", "GET"), ("DELETE", "/ready", "GET"), ("PATCH", "/state", "GET, PUT"),
        ("GET", "/reset", "POST"), ("OPTIONS", "/clock", "GET, PUT"),
        ("POST", "/limits", "DELETE, GET, PUT"),
        ("PUT", "/cavos/apps", "GET"), ("GET", "/cavos/users/x", "PATCH"),
        ("HEAD", "/reset", "POST"), ("DELETE", "/contract", "GET"),
    ])
    func `another method is refused with those that the path has`(
        method: String, path: String, allowed: String
    ) throws {
        let client = try ControlWorld.client()
        let reply = client.send("\(method) /_understudy\(path)")
        let names = allowed.replacing(", ", with: " or ")
        #expect(reply.description == #"405 {"error":"Method not allowed, expected \#(names)"}"#)
        #expect(reply.headers["Allow"] == allowed)
    }

    @Test(arguments: [
        "/health", "/ready", "/state", "/clock", "/limits", "/state/", "/limits?service=cavos",
        "/cavos/organizations",
        "/cavos/apps", "/contract", "/contract?service=capgo",
    ])
    func `HEAD is answered as GET is`(path: String) throws {
        let client = try ControlWorld.client()
        #expect(client.send("HEAD /_understudy\(path)") == client.send("GET /_understudy\(path)"))
        #expect(client.send("HEAD /_understudy\(path)").status == 200)
    }

    @Test func `a dashboard is reached below its service's name`() throws {
        let client = try ControlWorld.client()
        let reply = client.control("GET /_understudy/cavos/organizations")
        #expect(reply.json["organizations"]?.array?.count == 1)
        #expect(reply.headers == ["Content-Type": "application/json"])
        #expect(client.control("GET /_understudy/cavos/apps/?organization_id=x").status == 404)
    }

    @Test(arguments: ["cavos.xyz", "www.cavos.xyz", "CAVOS.XYZ:4100"])
    func `a request for the real host is the service's, whatever its path`(host: String) throws {
        let client = try ControlWorld.client()
        let before = client.world
        let reply = client.send("POST /_understudy/reset", ["Host: \(host)"])
        #expect(reply.description == #"404 {"error":"Not found"}"#)
        #expect(reply.headers["Access-Control-Allow-Origin"] == "*")
        #expect(client.sandbox.sequence == 0)
        #expect(client.world == before)
    }

    @Test(arguments: [
        ("/_understudy", true), ("/_understudy/", true), ("/_understudy/x", true),
        ("/_understudyx", false),
        ("/_Understudy/x", false), ("/x/_understudy/", false), ("/", false), ("*", false),
        ("", false),
    ])
    func `the control plane owns what is below its path`(path: String, isOwned: Bool) {
        #expect((ControlPlane.path(of: path) != nil) == isOwned)
    }

    @Test func `the routes are those that were looked at`() {
        let cavos = AnyService.all.first { $0.name == "cavos" }
        let tables = [
            ("cavos", lines(cavos?.contracts[0].routes.map(\.route) ?? [])),
            ("cavos dashboard", lines(cavos?.dashboard.routes.map(\.route) ?? [])),
            ("control plane", lines(ControlPlane.routes.routes.map(\.description))),
        ]
        let text = tables.map { "# \($0.0)\n" + $0.1.joined() }.joined(separator: "\n")
        #expect(Golden.difference(of: text, from: "routes.txt") == nil)
    }

    @Test(arguments: ControlPlane.routes.routes.map(\.description.name))
    func `an unknown query item is refused and changes nothing`(name: String) throws {
        let route = try #require(ControlPlane.routes.routes.first { $0.description.name == name })
        let client = try ControlWorld.client()
        let path = route.description.pattern.description.replacing(/\{[a-z]+\}/, with: "x")
        let line = "\(route.description.method.rawValue) /_understudy\(path)"
        let before = client.world
        func message(_ item: String) -> String? {
            let reply = client.control("\(line)?\(item)")
            return reply.status == 400 ? reply.json["error"]?.string : nil
        }
        guard let known = route.operation.query else {
            let start = "qwertyuiop is \"1\", expected no member of that name: "
            #expect(message("qwertyuiop=1")?.hasPrefix(start) == true)
            return
        }
        let others =
            known.isEmpty
            ? "no members" : "no member of that name: known are " + known.joined(separator: ", ")
        #expect(message("qwertyuiop=1") == "qwertyuiop is \"1\", expected \(others)")
        for item in known {
            let expectation = "no member of that name: did you mean \"\(item)\"?"
            #expect(message("\(item)x=1") == "\(item)x is \"1\", expected \(expectation)")
            #expect(
                client.control("\(line)?\(item)=1").body.contains("expected no member") == false)
        }
        #expect(client.world == before)
        #expect(client.sandbox.sequence == 0)
    }

    private func lines(_ routes: [RouteDescription]) -> [String] {
        routes.map { "\($0.method.rawValue) \($0.pattern) \($0.name)\n" }
    }

    @Test func `no two routes of a table share method and path, nor a name`() {
        let contracts = AnyService.all.flatMap { $0.contracts + [$0.dashboard] }
        let tables =
            contracts.map { $0.routes.map(\.route) } + [
                ControlPlane.routes.routes.map(\.description)
            ]
        #expect(tables.count == 8)
        for table in tables {
            #expect(Set(table.map { "\($0.method.rawValue) \($0.pattern)" }).count == table.count)
            #expect(Set(table.map(\.name)).count == table.count)
        }
    }
}
