import CapyDB
internal import Emulation
internal import HTTP
import Testing
import Sandboxes
import UnderstudyTesting

@Suite struct ServiceTests {
    @Test(arguments: [
        ("/v1/me", true), ("/v1/", true), ("/v1/nothing", true), ("/api/capydb/", true), ("/api/capydb/v1/me", true),
        ("/v1", false), ("/v2/me", false), ("/api/capydb", false), ("/api/capydbs/v1", false), ("/api/v1/apps", false),
        ("/", false),
    ])
    func `a path tells whether it is CapyDB's`(path: String, expected: Bool) {
        #expect(CapyDBService.owns(path: path) == expected)
    }

    @Test(arguments: ["/api/capydb/v1/apps", "/v1/apps"])
    func `no other service answers below CapyDB's bases`(path: String) {
        #expect(AnyService.owner(host: "localhost", path: path)?.name == "capydb")
        #expect(AnyService.all.filter { $0.owns(path) }.map(\.name) == ["capydb"])
    }

    @Test(arguments: ["capydb.dev", "api.capydb.dev"])
    func `any path of the real hosts is CapyDB's`(host: String) {
        #expect(AnyService.owner(host: host, path: "/api/v1/apps")?.name == "capydb")
    }

    @Test func `every route of the public API stands below both bases`() {
        let routes = CapyDBService.routes.routes.map { "\($0.method.rawValue) \($0.pattern)" }
        let first = routes.filter { $0.contains(" /v1/") }
        #expect(first.count == 10)
        #expect(routes == first + first.map { $0.replacing(" /v1/", with: " /api/capydb/v1/") })
    }

    @Test func `sentences are in lower case and stand once`() {
        let sentences = CapyDBRefusal.allCases.map(\.message)
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
        let state = client.emulator.sandbox.world.capydb
        let command = """
            curl -X GET http://localhost/v1/organizations/o/api-keys \\
              -H 'Authorization: Bearer capy_live_e'
            """
        #expect(CapyDBService.example(baseURL: "http://localhost", state: state) == command)
        #expect(CapyDBService.example(baseURL: "http://localhost", state: CapyDBState()) == nil)
    }
}
