import CapyDB
internal import Emulation
internal import HTTP
import Testing
import Sandboxes
import UnderstudyTesting

@Suite struct ServiceTests {
    @Test(arguments: ["capydb.dev", "api.capydb.dev"])
    func `any path of the real hosts is CapyDB's`(host: String) {
        #expect(ServicePaths(AnyService.all).owner(host: host)?.name == "capydb")
    }

    @Test(arguments: ["/v1/me", "/api/capydb/v1/me"])
    func `a route is served below both bases`(path: String) throws {
        let client = try InProcessClient(seed: #"{"version":1}"#)
        #expect(client.send("GET \(path)").status == 401)
        #expect(client.exchanges.map(\.operation) == ["getMe"])
    }

    @Test func `sentences are in lower case, and each is used once`() {
        let sentences = RefusalCoverage.declared("capydb").map(\.message)
        #expect(sentences.count == 29)
        #expect(sentences.allSatisfy { $0 == $0.lowercased() && !$0.hasSuffix(".") })
        #expect(Set(sentences).count == sentences.count)
    }

    @Test func `the example is for a key that may list keys for good`() throws {
        let keys = [
            #"{"organization_id":"o","name":"a","key":"capy_live_a","scopes":["jobs:read"]}"#,
            #"{"organization_id":"o","name":"b","key":"capy_live_b","scopes":["*"],"revoked_at":"2020-01-01T00:00:00Z"}"#,
            #"{"organization_id":"o","name":"c","key":"capy_live_c","scopes":["*"],"expires_at":"2030-01-01T00:00:00Z"}"#,
            #"{"organization_id":"o","name":"d","key":"capy_live_d","scopes":["api_keys:read"],"project_id":"p"}"#,
            #"{"organization_id":"o","name":"e","key":"capy_live_e","scopes":["api_keys:read"]}"#,
        ]
        let world =
            #""organizations":[{"id":"o","name":"O"}],"projects":[{"id":"p"}],"api_keys":[\#(keys.joined(separator: ","))]"#
        let client = try InProcessClient(seed: #"{"version":1,"capydb":{\#(world)}}"#)
        let state = client.sandbox.world.capydb
        let command = """
            curl -X GET http://localhost/v1/organizations/o/api-keys \\
              -H 'Authorization: Bearer capy_live_e'
            """
        #expect(CapyDBService.exampleCommand(baseURL: "http://localhost", state: state) == command)
        #expect(CapyDBService.exampleCommand(baseURL: "http://localhost", state: CapyDBState()) == nil)
    }
}
