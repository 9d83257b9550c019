import Emulation
import HTTP
import Testing

struct RouteTableTests {
    private static let table = RouteTable<String>([
        .init(.get, "/apps", "listApps", isWrite: false, "list"),
        .init(.post, "/apps", "createApp", isWrite: false, "create"),
        .init(.delete, "/apps", "deleteApps", isWrite: false, "delete"),
        .init(.get, "/apps/{appID}", "getApp", isWrite: false, "get"),
        .init(.get, "/apps/mine", "getMine", isWrite: false, "mine"),
        .init(.get, "/apps/{appID}/keys/{keyID}", "getKey", isWrite: false, "key"),
        .init(.get, "/apps/mine/first", "getFirst", isWrite: false, "first"),
        .init(.put, "/apps/{id}/keys", "putKeys", isWrite: false, "keys"),
        .init(.get, "/", "getRoot", isWrite: false, "root"),
        .init(.get, "/deep/{a}/{b}/{c}", "getDeep", isWrite: false, "deep"),
        .init(.get, "/deep/x/{b}/end", "getEnd", isWrite: false, "end"),
    ])

    private static func text(_ match: RouteMatch) -> String {
        switch match {
        case .nothing: return "nothing"
        case .otherMethods(let methods): return methods.allowValue
        case .route(let index, let parameters):
            let route = table.routes[index]
            let names = route.description.pattern.segments.compactMap { segment -> String? in
                if case .parameter(let name) = segment { name } else { nil }
            }
            return ([route.operation] + names.map { "\($0)=\(parameters[$0])" }).joined(separator: " ")
        }
    }

    @Test(arguments: [
        ("/apps", "list"), ("/apps/", "list"), ("/apps/7", "get appID=7"), ("/apps/7/", "get appID=7"),
        ("/apps/mine", "mine"), ("/apps/m%69ne", "mine"), ("/a%70ps", "list"), ("/apps/Mine", "get appID=Mine"),
        ("/apps/mine/first", "first"), ("/apps/7/keys/8", "key appID=7 keyID=8"),
        ("/apps/mine/keys/8", "key appID=mine keyID=8"), ("/", "root"),
        ("/apps/a%2Fb", "get appID=a/b"), ("/apps/a+b%20c", "get appID=a+b c"), ("/apps/%C3%A9", "get appID=é"),
        ("/apps/..", "get appID=.."), ("/apps/%2e", "get appID=."), ("/apps/{appID}", "get appID={appID}"),
        ("/deep/1/2/3", "deep a=1 b=2 c=3"), ("/deep/x/2/end", "end b=2"), ("/deep/x/2/3", "deep a=x b=2 c=3"),
    ])
    func `a path finds its route, a literal before a parameter, with a way back`(path: String, found: String) {
        #expect(Self.text(Self.table.match(.get, path)) == found)
    }

    @Test(arguments: [
        "", "*", "apps", "/app", "/Apps", "/apps//", "//apps", "//", "/apps/7/keys/8/9", "/apps//keys/8", "/apps/%",
        "/apps/%4", "/apps/%zz", "/apps/%ff", "/apps/%C3", "/x/../apps", "/apps%2F7", "/deep/1/2",
        "/deep/x/2/end/more",
    ])
    func `a path that no route has is nothing`(path: String) {
        #expect(Self.text(Self.table.match(.get, path)) == "nothing")
    }

    @Test(arguments: [
        ("PATCH", "/apps", "DELETE, GET, POST"), ("get", "/apps", "DELETE, GET, POST"),
        ("HEAD", "/apps/7/keys", "PUT"), ("DELETE", "/apps/mine", "GET"), ("GET", "/apps/7/keys", "PUT"),
        ("GET", "/apps/mine/keys", "PUT"), ("POST", "/", "GET"), ("", "/", "GET"),
    ])
    func `another method names those that the path has, sorted`(method: String, path: String, allowed: String) {
        #expect(Self.text(Self.table.match(Method(rawValue: method), path)) == allowed)
    }

    @Test(arguments: ["/", "/apps", "/apps/7", "/apps/mine", "/deep/x/2/end"])
    func `HEAD has the route of GET`(path: String) {
        let table = Self.table
        #expect(Self.text(table.match(.head, path)) == Self.text(table.match(.get, path)))
        #expect(Self.text(table.match(.head, path)) != "nothing")
    }

    @Test func `a parameter has the name that its own route gives it`() {
        #expect(Self.text(Self.table.match(.put, "/apps/7/keys")) == "keys id=7")
        guard case .route(_, let parameters) = Self.table.match(.put, "/apps/7/keys") else {
            Issue.record("no route")
            return
        }
        #expect(parameters["appID"] == "")
    }

    @Test func `a table without routes finds nothing`() {
        #expect(Self.text(RouteTable<String>([]).match(.get, "/")) == "nothing")
    }

    @Test func `a path of thousands of segments is nothing`() {
        #expect(Self.text(Self.table.match(.get, String(repeating: "/apps", count: 10_000))) == "nothing")
        #expect(Self.text(Self.table.match(.get, String(repeating: "/", count: 60_000))) == "nothing")
    }

    @Test func `methods are put together sorted, each once`() {
        let methods: [HTTP.Method] = [.post]
        #expect(methods.adding(.options).allowValue == "OPTIONS, POST")
        #expect(methods.adding(.post).allowValue == "POST")
    }
}
