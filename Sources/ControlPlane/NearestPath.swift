internal import Emulation
internal import HTTP
internal import Sandboxes

/// Finds the path below `/_understudy` that a misspelled one probably means.
enum NearestPath {
    /// A longer path is not a misspelled one.
    private static let byteCountMax = 200

    /// The segments of all paths of the control plane and the dashboards.
    private static let known: [[PathPattern.Segment]] = {
        let own = ControlPlane.routeDescriptions.map(\.pattern.segments)
        let dashboards = AnyService.all.flatMap { service in
            service.dashboard.routes.map { [.literal(service.name)] + $0.route.pattern.segments }
        }
        return own + dashboards
    }()

    /// - Parameter path: the path below `/_understudy` as it was sent.
    /// - Returns: the nearest path, with the parameters that were sent; nil when none is near.
    static func find(_ path: String) -> String? {
        guard path.utf8.count <= byteCountMax else { return nil }
        let sent = path.split(separator: "/").map { PercentEncoding.decode($0) ?? String($0) }
        let word = "/" + sent.joined(separator: "/")
        let same = known.filter { $0.count == sent.count && isNear($0, sent) }
        let others = known.filter { $0.count != sent.count }
        return ClosestMatch.nearest(to: word, among: unique(same.map { text($0, sent) }))
            ?? ClosestMatch.nearest(to: word, among: unique(others.map { text($0, []) }))
    }

    /// Whether each segment is nearly the one that was sent, apart from parameters.
    private static func isNear(_ segments: [PathPattern.Segment], _ sent: [String]) -> Bool {
        zip(segments, sent).allSatisfy { segment, text in
            guard case .literal(let literal) = segment else { return true }
            return ClosestMatch.nearest(to: text, among: [literal]) != nil
        }
    }

    private static func text(_ segments: [PathPattern.Segment], _ sent: [String]) -> String {
        var text = ""
        for (index, segment) in segments.enumerated() {
            switch segment {
            case .literal(let literal): text += "/" + literal
            case .parameter(let name):
                text += "/" + (index < sent.count ? sent[index] : "{\(name)}")
            }
        }
        return text
    }

    private static func unique(_ paths: [String]) -> [String] {
        var seen: [String] = []
        for path in paths where !seen.contains(path) { seen.append(path) }
        return seen
    }
}
