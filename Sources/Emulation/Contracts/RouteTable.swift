package import HTTP

/// The facts about a route besides its operation: one entry of a contract's documentation.
package final class RouteDescription: Sendable {
    package let method: Method
    package let pattern: PathPattern
    /// The operation's name in the request log, in fault rules and in the OpenAPI document.
    package let name: String
    /// Whether the operation can change the state.
    package let isWrite: Bool
    /// The members of the body that the operation reads.
    package let body: [any RequestFieldDescription]
    /// The query items that the operation reads.
    package let query: [any RequestFieldDescription]
    /// The refusals of the operation, including those of its fields.
    package let refusals: [Refusal]

    init(
        _ method: Method, _ pattern: String, _ name: String, isWrite: Bool, body: [any RequestFieldDescription],
        query: [any RequestFieldDescription], refusals: [Refusal]
    ) {
        self.method = method
        self.pattern = PathPattern(pattern)
        self.name = name
        self.isWrite = isWrite
        self.body = body
        self.query = query
        var all: [Refusal] = []
        for refusal in refusals + (body + query).flatMap(\.refusals) where !all.contains(refusal) {
            all.append(refusal)
        }
        self.refusals = all
    }

    /// Whether the route declares a field that its operation reads.
    func declares(field name: String) -> Bool {
        body.contains { $0.name == name } || query.contains { $0.name == name }
    }
}

/// A route with its operation.
///
/// A class, like the table: every request looks one up, and it never changes.
package final class Route<Operation: Sendable>: Sendable {
    package let description: RouteDescription
    package let operation: Operation

    package init(
        _ method: Method, _ pattern: String, _ name: String, isWrite: Bool, _ operation: Operation,
        body: [any RequestFieldDescription] = [], query: [any RequestFieldDescription] = [], refusals: [Refusal] = []
    ) {
        self.operation = operation
        description = RouteDescription(
            method, pattern, name, isWrite: isWrite, body: body, query: query, refusals: refusals)
    }
}

/// Finds the route of a method and a path.
///
/// A literal segment wins over a parameter at the same depth.
package final class RouteTable<Operation: Sendable>: Sendable {
    package typealias Route = Emulation.Route<Operation>

    package let routes: [Route]
    /// The routes' descriptions, in the same order.
    package let descriptions: [RouteDescription]
    let paths: PathTable

    /// - Parameters:
    ///   - routes: each with a name of its own.
    ///   - pathPrefixes: prefixes that also have the same routes, such as `/api/capydb`.
    package init(_ routes: [Route], pathPrefixes: [String] = []) {
        self.routes = routes
        descriptions = routes.map(\.description)
        paths = PathTable(
            routes.map { ($0.description.method, $0.description.pattern) }, prefixes: pathPrefixes)
    }

    /// Finds the route for a request's method and its path as it was sent.
    package func match(_ method: Method, _ path: String) -> RouteMatch {
        paths.match(method, path)
    }
}
