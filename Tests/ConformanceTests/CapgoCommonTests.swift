internal import Emulation
import HTTP
import Sandboxes
import Testing
import UnderstudyTesting

@Suite struct CapgoCommonTests {
    @Test func `the routes are those of the contract`() throws {
        let service = try #require(AnyService.all.first { $0.name == "capgo" })
        #expect(Golden.difference(of: lines(service.contracts[0]), from: "capgo-routes.txt") == nil)
        #expect(Golden.difference(of: lines(service.dashboard), from: "capgo-console-routes.txt") == nil)
    }

    private func lines(_ contract: AnyContract) -> String {
        contract.routes.map { "\($0.route.method.rawValue) \($0.route.pattern) \($0.route.name)\n" }.joined()
    }

    @Test(arguments: ["GET /ok", "POST /ok", "GET /ok/"])
    func `the health needs no key`(line: String) throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        #expect(
            ContractRow("health", Wire(line), 200, #"{"status":"ok"}"#, headers: CapgoWorld.cors).differences(
                from: client.send(line)) == [])
    }

    @Test(arguments: ["/app/", "/organization/members", "/ok", "/app/x/y/z"])
    func `a preflight is answered on every path without a key`(path: String) throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let reply = client.send("OPTIONS \(path)", ["Origin: https://x.example", "Access-Control-Request-Method: PUT"])
        #expect(reply.status == 204 && reply.body.isEmpty)
        #expect(reply.headers["Access-Control-Allow-Origin"] == "*")
        #expect(
            reply.headers["Access-Control-Allow-Headers"]
                == "authorization, capgkey, capgo_api, content-type, x-api-key, x-limited-key-id, apisecret, apikey, x-client-info"
        )
        #expect(reply.headers["Access-Control-Allow-Methods"]?.contains("PUT") == true)
    }

    @Test(arguments: [
        "GET /organization", "GET /organization/", "GET /organization/?", "GET http://api.capgo.app/organization/",
        "GET /%6Frganization",
    ])
    func `a path is found with and without its last slash, and by the real host`(line: String) throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        #expect(client.send(CapgoWorld.wire(line)).status == 200)
    }

    @Test func `every path of the real host is Capgo's`() throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let reply = client.send("GET /api/v1/apps", ["Host: api.capgo.app"])
        #expect(reply.description == #"404 {"error":"Not found","status":"KO"}"#)
    }

    @Test(arguments: [
        "DELETE /channel/", "DELETE /device/", "DELETE /organization/", "DELETE /bundle/",
        "DELETE /organization/members/",
    ])
    func `a body of a deletion counts, and the query no more`(line: String) throws {
        let client = try InProcessClient(seed: CapgoWorld.seed)
        let query =
            "?app_id=com.ada.app&channel=beta&device_id=\(CapgoWorld.device)&orgId=\(CapgoWorld.organization)&email=reader@example.com&version=1.1.0"
        let before = client.world
        #expect(client.send(CapgoWorld.wire(line + query, "{}")).status == 400)
        #expect(client.world == before)
        #expect(client.send(CapgoWorld.wire(line + query)).status == 200)
    }
}
