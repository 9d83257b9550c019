internal import Emulation
internal import HTTP
internal import JSON

/// The requests of a service that no route has: what is not emulated, or was misspelled.
///
/// Bounded, whatever clients send: of the first paths the nearest route is found once, the others
/// are counted.
struct UnmatchedRequests {
    private(set) var count = 0
    private var paths: [Path] = []

    private struct Path {
        let method: String
        let path: String
        /// Method and path of the route.
        let nearest: String?
        var count = 1
    }

    private static let pathCountMax = 20
    private static let pathByteCountMax = 200

    mutating func count(_ exchange: ExchangeRecord, among contract: AnyContract) {
        count += 1
        let method = exchange.request.method.rawValue
        let path = Self.firstBytes(of: RouteHint.redactedPath(of: exchange))
        if let index = paths.firstIndex(where: { $0.method == method && $0.path == path }) {
            paths[index].count += 1
        } else if paths.count < Self.pathCountMax {
            let routes = NearestRoutes.ranked(
                exchange.request.method, path, among: contract.routes.map(\.route))
            paths.append(Path(method: method, path: path, nearest: routes.first?.line))
        }
    }

    /// The first bytes of a path, which may be very long.
    private static func firstBytes(of path: String) -> String {
        guard path.utf8.count > pathByteCountMax else { return path }
        return String(decoding: path.utf8.prefix(pathByteCountMax), as: UTF8.self) + "…"
    }

    /// As the control plane shows them.
    var json: JSONValue {
        let listed = paths.map { path -> JSONValue in
            [
                "method": .string(path.method), "path": .string(path.path),
                "count": path.count.json, "nearest": path.nearest.map { .string($0) } ?? .null,
            ]
        }
        let other = count - paths.reduce(0) { $0 + $1.count }
        return ["count": count.json, "paths": .array(listed), "other_paths": other.json]
    }
}
