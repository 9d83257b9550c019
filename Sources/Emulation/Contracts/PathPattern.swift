internal import HTTP

/// The path of a route: literal segments and `{parameters}`, such as `/v1/projects/{projectID}`.
package struct PathPattern: Sendable, Hashable, CustomStringConvertible {
    /// One part between slashes.
    package enum Segment: Sendable, Hashable {
        case literal(String)
        case parameter(name: String)
    }

    package let description: String
    package let segments: [Segment]

    /// Whether it has no parameters.
    package var isPlain: Bool {
        segments.allSatisfy { if case .literal = $0 { true } else { false } }
    }

    /// - Parameter text: begins with a slash; a parameter is a whole segment in braces.
    package init(_ text: String) {
        description = text
        segments = text.split(separator: "/").map { part in
            part.first == "{" && part.last == "}"
                ? .parameter(name: String(part.dropFirst().dropLast())) : .literal(String(part))
        }
    }
}

/// The segments of a request's path.
package enum RequestPath {
    /// Splits a path at its slashes, then percent-decodes each segment.
    ///
    /// So an encoded slash stays inside its segment. One trailing slash is optional on every path.
    ///
    /// - Parameter path: the path of the request, still encoded.
    /// - Returns: the segments; nil for a path that has no route: a segment is empty (`//`) or not
    ///   decodable, or the path does not begin with a slash.
    package static func segments(of path: String) -> [String]? {
        let bytes = path.utf8
        guard bytes.first == UInt8(ascii: "/") else { return nil }
        guard bytes.count > 1 else { return [] }
        var rest = path.dropFirst()
        if rest.utf8.last == UInt8(ascii: "/") { rest = rest.dropLast() }
        var segments: [String] = []
        for part in rest.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            guard !part.isEmpty, let text = PercentEncoding.decode(Substring(part)) else { return nil }
            segments.append(text)
        }
        return segments
    }
}
