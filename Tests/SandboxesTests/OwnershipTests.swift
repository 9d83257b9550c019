import HTTP
import Testing
import Sandboxes
import UnderstudyTesting

struct OwnershipTests {
    @Test(
        arguments: [
            (nil, "/api/v1/apps", "cavos"), (nil, "/api/", "cavos"), (nil, "/api/x", "cavos"), (nil, "/api", nil),
            (nil, "/API/v1/apps", nil), (nil, "/", nil), (nil, "/apix", nil), (nil, "*", nil), (nil, "", nil),
            ("localhost", "/api/v1/apps", "cavos"), ("cavos.xyz", "/", "cavos"), ("www.cavos.xyz", "/x", "cavos"),
            ("cavos.xyz", "/api/capydb/x", "cavos"), ("api.cavos.xyz", "/", nil), ("cavos.xyz.example.com", "/", nil),
            ("notcavos.xyz", "/", nil),
        ] as [(String?, String, String?)])
    func `a request is the service's whose host it asks for, else whose path it has`(
        host: String?, path: String, owner: String?
    ) {
        #expect(AnyService.owner(host: host, path: path)?.name == owner)
    }

    @Test(arguments: ["/api/capydb/", "/api/capydb/v1/projects"])
    func `what is below CapyDB's path is never Cavos's`(path: String) {
        #expect(AnyService.owner(host: nil, path: path)?.name != "cavos")
    }

    @Test(arguments: ["cavos.xyz", "CAVOS.xyz", "cavos.xyz:443", "www.Cavos.XYZ:8080"])
    func `a host is the same with a port and in capitals`(host: String) throws {
        let client = try InProcessClient(seed: SourceTree.text("seed/minimal.json"))
        let reply = client.send("GET /nothing", ["Host: \(host)"])
        #expect(reply.description == #"404 {"error":"Not found"}"#)
        #expect(reply.headers["Access-Control-Allow-Origin"] == "*")
    }

    @Test(arguments: ["/", "/nothing", "/api", "/%5Funderstudy/state", "/_understudyx/state"])
    func `what nobody owns is not found and told to whoever listens`(path: String) throws {
        let client = try InProcessClient(seed: SourceTree.text("seed/minimal.json"))
        var unowned: [String] = []
        client.emulator.onUnownedRequest = { unowned.append($0.path) }
        let reply = client.send("GET \(path)")
        #expect(reply.description == #"404 {"error":"Not found"}"#)
        #expect(reply.headers == ["Content-Type": "application/json"])
        #expect(unowned == [path])
    }

    @Test(arguments: [
        (400, "Bad request"), (413, "Request body too large"), (417, "Expectation failed"),
        (431, "Request header fields too large"), (501, "Not implemented"), (503, "Service unavailable"),
        (505, "HTTP version not supported"), (418, "Bad request"),
    ])
    func `input that never became a request is answered by its status`(status: Int, message: String) {
        let failure = RequestFailure(status: status, reason: "", head: nil)
        #expect(Reply(Emulator.respond(to: failure)).description == #"\#(status) {"error":"\#(message)"}"#)
    }

    @Test func `input that was meant for a service is answered in its shape`() throws {
        let client = try InProcessClient(seed: SourceTree.text("seed/minimal.json"))
        let wire = Wire("POST /api/v1/apps", ["Expect: 200-ok"], body: "x")
        let reply = client.send(wire)
        #expect(reply.description == #"417 {"error":"Expectation failed"}"#)
        #expect(reply.headers["Access-Control-Allow-Origin"] == "*")
    }
}
