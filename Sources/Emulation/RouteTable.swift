package import HTTP

/// Finds what a service does for a method and a path.
///
/// A literal segment wins over a parameter in the same place.
package struct RouteTable<Operation: Sendable>: Sendable {
    /// One documented operation.
    package struct Route: Sendable {
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

    private struct Node: Sendable {
        var literals: [(text: String, node: Int)] = []
        var parameter: Int?
        var routes: [Int] = []
    }

    package let routes: [Route]
    private var nodes: [Node] = [Node()]

    /// The nodes of paths without parameters, as they are and with a slash at the end: what most requests ask for.
    private var plainPaths: [String: Int] = [:]

    package init(_ routes: [Route]) {
        self.routes = routes
        for index in routes.indices { insert(index) }
    }

    private mutating func insert(_ index: Int) {
        var node = 0
        for segment in routes[index].pattern.segments { node = child(of: node, for: segment) }
        nodes[node].routes.append(index)
        let pattern = routes[index].pattern
        guard pattern.isPlain else { return }
        let path = "/" + pattern.description.split(separator: "/").joined(separator: "/")
        plainPaths[path] = node
        if !pattern.segments.isEmpty { plainPaths[path + "/"] = node }
    }

    private mutating func child(of node: Int, for segment: PathPattern.Segment) -> Int {
        switch segment {
        case .literal(let text):
            if let found = nodes[node].literals.first(where: { $0.text == text }) { return found.node }
            nodes[node].literals.append((text, nodes.count))
        case .parameter:
            if let found = nodes[node].parameter { return found }
            nodes[node].parameter = nodes.count
        }
        nodes.append(Node())
        return nodes.count - 1
    }

    /// Finds the route for a request's method and its path as it was sent.
    package func match(_ method: Method, _ path: String) -> Match {
        if let node = plainPaths[path] { return choose(method, at: node, segments: []) }
        guard let segments = RequestPath.segments(of: path), let node = find(segments[...], from: 0) else {
            return .nothing
        }
        return choose(method, at: node, segments: segments)
    }

    private func choose(_ method: Method, at node: Int, segments: [String]) -> Match {
        let candidates = nodes[node].routes
        guard let found = candidates.first(where: { routes[$0].method == method }) else {
            return .otherMethods(candidates.map { routes[$0].method }.sorted { $0.rawValue < $1.rawValue })
        }
        return .route(routes[found], parameters(of: routes[found].pattern, in: segments))
    }

    private func find(_ segments: ArraySlice<String>, from node: Int) -> Int? {
        guard let first = segments.first else { return nodes[node].routes.isEmpty ? nil : node }
        if let literal = nodes[node].literals.first(where: { $0.text == first }),
            let found = find(segments.dropFirst(), from: literal.node)
        {
            return found
        }
        return nodes[node].parameter.flatMap { find(segments.dropFirst(), from: $0) }
    }

    private func parameters(of pattern: PathPattern, in segments: [String]) -> PathParameters {
        var parameters = PathParameters()
        for (segment, text) in zip(pattern.segments, segments) {
            if case .parameter(let name) = segment { parameters.append(name, text) }
        }
        return parameters
    }
}
