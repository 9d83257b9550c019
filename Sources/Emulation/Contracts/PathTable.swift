package import HTTP

/// The result of looking up a method and a path.
package enum RouteMatch: Sendable, Equatable {
    /// The index of the route in its table.
    case route(Int, PathParameters)
    /// The path exists, the method does not; the methods that exist, sorted by name.
    case otherMethods([Method])
    case nothing
}

/// Maps methods and paths to the indexes of routes.
struct PathTable: Sendable {
    /// A route of a path.
    private struct Entry: Sendable {
        let method: Method
        let route: Int
        let pattern: PathPattern
    }

    /// A node of the tree of path segments.
    private struct Node: Sendable {
        var literals: [(text: String, node: Int)] = []
        var parameter: Int?
        var entries: [Entry] = []
    }

    private var nodes: [Node] = [Node()]
    /// The nodes of paths without parameters, with and without a trailing slash: most requests ask for one of these.
    private var plainPaths: [ByteString: Int] = [:]

    /// Makes a table in which each route is found with each prefix before its path, and without a prefix.
    init(_ routes: [(Method, PathPattern)], prefixes: [String] = []) {
        for (number, (method, pattern)) in routes.enumerated() {
            add(Entry(method: method, route: number, pattern: pattern))
            for prefix in prefixes {
                add(Entry(method: method, route: number, pattern: PathPattern(prefix + pattern.description)))
            }
        }
    }

    private mutating func add(_ entry: Entry) {
        let node = insert(entry)
        guard entry.pattern.isPlain else { return }
        let path = "/" + entry.pattern.description.split(separator: "/").joined(separator: "/")
        plainPaths[path] = node
        if !entry.pattern.segments.isEmpty { plainPaths[path + "/"] = node }
    }

    private mutating func insert(_ entry: Entry) -> Int {
        var node = 0
        for segment in entry.pattern.segments { node = child(of: node, for: segment) }
        nodes[node].entries.append(entry)
        return node
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
    func match(_ method: Method, _ path: String) -> RouteMatch {
        if let node = plainPaths[path] { return choose(method, at: node, segments: []) }
        guard let segments = RequestPath.segments(of: path), let node = find(segments[...], from: 0) else {
            return .nothing
        }
        return choose(method, at: node, segments: segments)
    }

    private func choose(_ method: Method, at node: Int, segments: [String]) -> RouteMatch {
        for entry in nodes[node].entries where entry.method == method {
            return .route(
                entry.route, segments.isEmpty ? PathParameters() : PathParameters(of: segments, in: entry.pattern))
        }
        // HEAD is answered like GET, and the writer leaves out the body (RFC 9110, section 9.3.2).
        if method == .head { return choose(.get, at: node, segments: segments) }
        return .otherMethods(nodes[node].entries.map(\.method).sorted { $0.rawValue < $1.rawValue })
    }

    private func find(_ segments: ArraySlice<String>, from node: Int) -> Int? {
        guard let first = segments.first else { return nodes[node].entries.isEmpty ? nil : node }
        if let literal = nodes[node].literals.first(where: { $0.text == first }),
            let found = find(segments.dropFirst(), from: literal.node)
        {
            return found
        }
        return nodes[node].parameter.flatMap { find(segments.dropFirst(), from: $0) }
    }
}
