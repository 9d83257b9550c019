package import Emulation
package import HTTP

/// Finds the routes that a request without one probably means.
package enum NearestRoutes {
    /// A segment where a parameter is, which may be anything.
    private static let parameterCost = 1
    /// A segment that only the path has, or only the route.
    private static let missingSegmentCost = 4
    private static let otherMethodCost = 3
    /// More segments than any route has: others make no difference.
    private static let segmentCountMax = 16

    /// The routes of a table, nearest first; of two that are as near, the one that comes first.
    ///
    /// Paths are compared by segments, so that long ids in them do not matter.
    package static func ranked(_ method: Method, _ path: String, among routes: [RouteDescription])
        -> [RouteDescription]
    {
        let sent = path.utf8.split(separator: UInt8(ascii: "/")).suffix(segmentCountMax)
            .map { String(Substring($0)) }
        let sentMethod = method == .head ? .get : method
        let costs = routes.enumerated().map { index, route in
            let methodCost = route.method == sentMethod ? 0 : otherMethodCost
            return (cost(sent, route.pattern.segments) + methodCost, index)
        }
        return costs.sorted { $0 < $1 }.map { routes[$0.1] }
    }

    /// The edit distance of two lists of segments.
    private static func cost(_ sent: [String], _ pattern: [PathPattern.Segment]) -> Int {
        var row = (0...pattern.count).map { $0 * missingSegmentCost }
        for (sentIndex, text) in sent.enumerated() {
            var diagonal = row[0]
            row[0] = (sentIndex + 1) * missingSegmentCost
            for (index, segment) in pattern.enumerated() {
                let replaced = diagonal + cost(text, segment)
                diagonal = row[index + 1]
                row[index + 1] = min(replaced, min(diagonal, row[index]) + missingSegmentCost)
            }
        }
        return row[pattern.count]
    }

    private static func cost(_ text: String, _ segment: PathPattern.Segment) -> Int {
        switch segment {
        case .parameter: parameterCost
        case .literal(let literal): text == literal ? 0 : ClosestMatch.distance(text, literal)
        }
    }
}

extension RouteDescription {
    /// Method and path, such as `POST /api/v1/apps`.
    package var line: String { "\(method.rawValue) \(pattern.description)" }
}
