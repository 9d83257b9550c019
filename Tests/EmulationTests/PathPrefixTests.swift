import Emulation
import HTTP
import Testing

@Suite struct PathPrefixTests {
    private let table = RouteTable<String>(
        [
            Route(.get, "/v1/apps", "listApps", isWrite: false, "list"),
            Route(.get, "/v1/apps/{appID}", "getApp", isWrite: false, "get"),
        ], pathPrefixes: ["/api/store"])

    private func found(_ method: Method, _ path: String) -> String {
        switch table.match(method, path) {
        case .nothing: "nothing"
        case .otherMethods(let methods): methods.allowValue
        case .route(let index, let parameters): "\(index) \(parameters["appID"])"
        }
    }

    @Test(arguments: ["", "/api/store"])
    func `each route is found with a prefix as well as without, as the same route`(prefix: String) {
        #expect(found(.get, prefix + "/v1/apps") == "0 ")
        #expect(found(.get, prefix + "/v1/apps/") == "0 ")
        #expect(found(.get, prefix + "/v1/apps/a%2Fb") == "1 a/b")
        #expect(found(.post, prefix + "/v1/apps/7") == "GET")
    }

    @Test(arguments: [
        "/api/v1/apps", "/api/storev1/apps", "/api/store", "/api/store/api/store/v1/apps", "/store/v1/apps",
    ])
    func `a prefix is there whole and once`(path: String) {
        #expect(found(.get, path) == "nothing")
    }

    @Test func `the table lists a route once, however many prefixes it has`() {
        #expect(table.routes.map(\.description.name) == ["listApps", "getApp"])
    }
}

@Suite struct RedactedPathTests {
    @Test(arguments: [
        ("/v1/keys/0123456789", "/v1/keys/01234…"), ("/v1/keys/0123456789/", "/v1/keys/01234…/"),
        ("/api/store/v1/keys/0123456789", "/api/store/v1/keys/01234…"),
    ])
    func `a secret path parameter is redacted after any prefix`(path: String, shown: String) {
        let request = Request(method: .get, target: path, path: path)
        let route = Route<String>(.get, "/v1/keys/{key}", "getKey", isWrite: false, "get").description
        #expect(SecretFields(pathParameters: ["key"]).redactedPath(request.path, of: route) == shown)
    }
}
