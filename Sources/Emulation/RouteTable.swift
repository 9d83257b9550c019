package import HTTP

/// Finds what a service does for a method and a path.
///
/// A literal segment wins over a parameter in the same place. Tables and routes are classes because every request looks
/// them up, and none changes them.
package final class RouteTable<Operation: Sendable>: Sendable {
    /// One documented operation.
    package final class Route: Sendable {
        package let method: Method
        package let pattern: PathPattern
        /// The operation's name, which the log and the OpenAPI document use.
        package let name: String
        package let operation: Operation

        package init(_ method: Method, _ pattern: String, _ name: String, _ operation: Operation) {
            self.method = method
            self.pattern = PathPattern(pattern)
            self.name = name
            self.operation = operation
        }
    }

    /// What stands under a method and a path.
    package enum Match: Sendable {
        case route(Route, PathParameters)
        /// The path is there, the method is not; the methods that are, sorted by name.
        case otherMethods([Method])
        case nothing
    }

    package let routes: [Route]
    private let paths: PathTable

    package init(_ routes: [Route]) {
        self.routes = routes
        paths = PathTable(routes.map { ($0.method, $0.pattern) })
    }

    /// Finds the route for a request's method and its path as it was sent.
    package func match(_ method: Method, _ path: String) -> Match {
        switch paths.match(method, path) {
        case .route(let number, let parameters): .route(routes[number], parameters)
        case .otherMethods(let methods): .otherMethods(methods)
        case .nothing: .nothing
        }
    }
}
