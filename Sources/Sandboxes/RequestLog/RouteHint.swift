internal import Emulation
internal import HTTP

/// Which path was probably meant by one that no route has.
enum RouteHint {
    static func sentence(for exchange: ExchangeRecord) -> String? {
        let request = exchange.request
        guard case .nothing = exchange.match else {
            return "The path exists, but not with \(request.method.rawValue)."
        }
        let sent = segments(of: request.path)
        guard !sent.isEmpty else { return nil }
        // The longest end that is alike; of as long ones, that of the same method.
        var best: (rank: (Int, Int), path: String, service: AnyService)?
        for service in AnyService.all {
            for (contract, route) in service.contracts.flatMap({ contract in
                contract.routes.map { (contract, $0.route) }
            }) {
                guard let (length, path) = match(sent, route.pattern.segments) else { continue }
                let rank = (length, route.method == request.method ? 1 : 0)
                guard best.map({ rank > $0.rank }) ?? true else { continue }
                let secrets = contract.facts.secrets
                best = (rank, secrets.redactedPath(path, of: route), service)
            }
        }
        guard let best else { return nil }
        let hasEmpty = request.path.utf8.split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false
        ).dropFirst().dropLast().contains(where: \.isEmpty)
        let reason = hasEmpty ? "The path has a doubled slash" : "No service has this path"
        return "\(reason): the \(best.service.title) has \(best.path). "
            + "Is the client's base URL right?"
    }

    /// The segments without the empty ones.
    private static func segments(of path: String) -> [String] {
        path.split(separator: "/").map(String.init)
    }

    /// Compares the end of a path with the end of a route.
    ///
    /// - Returns: how many segments are alike, and the path of the route with the parameters that
    ///   were sent; nil when it has other segments, or parameters that were not sent.
    private static func match(_ sent: [String], _ pattern: [PathPattern.Segment])
        -> (Int, String)?
    {
        var length = 0
        var hasLiteral = false
        for (text, segment) in zip(sent.reversed(), pattern.reversed()) {
            if case .literal(let literal) = segment {
                guard literal == text else { break }
                hasLiteral = true
            }
            length += 1
        }
        guard hasLiteral else { return nil }
        var start: [String] = []
        for segment in pattern.dropLast(length) {
            guard case .literal(let literal) = segment else { return nil }
            start.append(literal)
        }
        return (length, "/" + (start + sent.suffix(length)).joined(separator: "/"))
    }
}
