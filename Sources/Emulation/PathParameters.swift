/// The values of a route's path parameters.
package struct PathParameters: Sendable, Equatable {
    private var entries: [(name: String, value: String)] = []

    package init() {}

    /// Takes the values of a pattern's parameters from a path's segments.
    init(of segments: [String], in pattern: PathPattern) {
        for (segment, text) in zip(pattern.segments, segments) {
            if case .parameter(let name) = segment { append(name, text) }
        }
    }

    package mutating func append(_ name: String, _ value: String) {
        entries.append((name, value))
    }

    /// Returns the parameter's value; a name that the route does not declare gives an empty text.
    package subscript(name: String) -> String {
        entries.first { $0.name == name }?.value ?? ""
    }

    package static func == (left: PathParameters, right: PathParameters) -> Bool {
        left.entries.elementsEqual(right.entries) { $0 == $1 }
    }
}
