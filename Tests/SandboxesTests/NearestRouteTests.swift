import Emulation
import HTTP
import Testing

@testable import Sandboxes

struct NearestRouteTests {
    @Test(arguments: [
        (
            "capydb", HTTP.Method.get,
            "/v1/organizations/8f14e45f-ceea-467f-a9c1-000000000001/apikeys",
            "GET /v1/organizations/{organizationID}/api-keys"
        ),
        (
            "capydb", HTTP.Method.put, "/v1/organizations/o/api-keys/k",
            "DELETE /v1/organizations/{organizationID}/api-keys/{keyID}"
        ),
        ("capydb", HTTP.Method.head, "/api/capydb/v1/project", "GET /v1/projects"),
        (
            "capydb", HTTP.Method.put, "/v1/projects/a-project-with-a-very-long-id",
            "GET /v1/projects/{projectID}"
        ),
        ("capgo", HTTP.Method.get, "/bundle/meta", "GET /bundle"),
        ("capgo", HTTP.Method.post, "/bundle/metadatas/", "POST /bundle/metadata"),
        ("capgo", HTTP.Method.patch, "/app/com.a.b", "GET /app/{appID}"),
        ("cavos", HTTP.Method.get, "/", "POST /api/v1/apps"),
    ])
    func `the nearest route is found by segments`(
        name: String, method: HTTP.Method, path: String, expected: String
    ) throws {
        let service = try #require(AnyService.all.first { $0.name == name })
        let routes = service.contracts[0].routes.map(\.route)
        let ranked = NearestRoutes.ranked(method, path, among: routes)
        #expect(ranked.first?.line == expected)
        #expect(Set(ranked.map(\.line)) == Set(routes.map(\.line)))
    }

    @Test func `what is printed of requests is about operations that exist`() {
        for service in AnyService.all {
            for contract in service.contracts {
                let names = contract.routes.map(\.route.name)
                for operation in service.printedRequests.operations {
                    #expect(names.contains(operation), "\(service.name) \(operation)")
                }
            }
        }
    }
}
