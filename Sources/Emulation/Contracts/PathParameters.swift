/// The values of a route's path parameters.
package struct PathParameters: Sendable, Equatable {
    package private(set) var entries: [(name: String, value: String)] = []

    package init() {}

    /// Reads the values of a pattern's parameters from a path's segments.
    init(of segments: [String], in pattern: PathPattern) {
        for (segment, text) in zip(pattern.segments, segments) {
            if case .parameter(let name) = segment { append(name, text) }
        }
    }

    package mutating func append(_ name: String, _ value: String) {
        entries.append((name, value))
    }

    /// The parameter's value; empty for a name that the route does not declare.
    package subscript(name: String) -> String {
        entries.first { $0.name == name }?.value ?? ""
    }

    package static func == (left: PathParameters, right: PathParameters) -> Bool {
        left.entries.elementsEqual(right.entries) { $0 == $1 }
    }
}
