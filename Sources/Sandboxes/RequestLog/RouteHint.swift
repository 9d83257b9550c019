internal import Emulation
internal import HTTP
internal import Persistence

/// Which path was probably meant by one that no route has.
///
/// The kind of the key tells the service that was meant, whatever service owns the path.
struct RouteHint {
    private let exchange: ExchangeRecord
    private let sent: [String]
    /// The service of the key.
    private let keyOwner: AnyService?

    static func sentence(for exchange: ExchangeRecord, in world: World) -> String? {
        if case .otherMethods(let methods) = exchange.match {
            let names = methods.map(\.rawValue).joined(separator: " and ")
            return "The path exists, but not with \(exchange.request.method.rawValue): it has "
                + "\(names)."
        }
        let sent = redactedPath(of: exchange).split(separator: "/").map(String.init)
        guard !sent.isEmpty else { return nil }
        if exchange.service == nil, let sentence = aboutPrefix(sent) { return sentence }
        let owner = KeyHint.owner(of: exchange, in: world)
        return RouteHint(exchange: exchange, sent: sent, keyOwner: owner).sentence
    }

    /// The path of a request without a route.
    ///
    /// Which service was meant is not known, so what any of them holds secret is cut.
    static func redactedPath(of exchange: ExchangeRecord) -> String {
        AnyService.all.flatMap(\.contracts).reduce(exchange.request.path) {
            $1.facts.secrets.redactedPath($0, of: nil)
        }
    }

    /// A prefix of the emulator without its underscore.
    private static func aboutPrefix(_ sent: [String]) -> String? {
        switch ClosestMatch.nearest(to: sent[0], among: ["_sandbox", "_understudy"]) {
        case "_sandbox":
            let name = sent.count > 1 && NamedSnapshot.isName(sent[1]) ? sent[1] : "<name>"
            return "The paths of a sandbox begin with an underscore: /_sandbox/\(name)/…"
        case "_understudy":
            return "The paths of the control plane begin with an underscore: /_understudy/…"
        default: return nil
        }
    }

    private var sentence: String? {
        guard let best = best else {
            guard let keyOwner, keyOwner.name != exchange.service else { return nil }
            return "No service has this path. The key is one of the \(keyOwner.title), whose paths "
                + "begin with " + keyOwner.basePaths.joined(separator: ", ") + "."
        }
        let hasEmpty = exchange.request.path.utf8.split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false
        ).dropFirst().dropLast().contains(where: \.isEmpty)
        let reason = hasEmpty ? "The path has a doubled slash" : "No service has this path"
        return "\(reason): the \(best.service.title) has \(best.path). "
            + "Is the client's base URL right?"
    }

    /// The route whose end is most like that of the path.
    private var best: (service: AnyService, path: String)? {
        var best: (rank: (Int, Int, Int), service: AnyService, path: String)?
        for service in keyOwner.map({ [$0] }) ?? AnyService.all {
            for contract in service.contracts {
                for (route, _) in contract.routes {
                    guard let match = match(route, of: service) else { continue }
                    let rank = (
                        match.points, service.name == exchange.service ? 1 : 0,
                        route.method == exchange.request.method ? 1 : 0
                    )
                    guard best.map({ rank > $0.rank }) ?? true else { continue }
                    let secrets = contract.facts.secrets
                    best = (rank, service, secrets.redactedPath(match.path, of: route))
                }
            }
        }
        return best.map { ($0.service, $0.path) }
    }

    /// Compares the end of the path with the end of a route.
    ///
    /// - Returns: points for the segments that are alike or nearly, and the path of the route with
    ///   the parameters that were sent; nil when it has other segments, or parameters that were not
    ///   sent.
    private func match(_ route: RouteDescription, of service: AnyService)
        -> (points: Int, path: String)?
    {
        let pattern = route.pattern.segments
        let isMeant = service.name == keyOwner?.name ?? exchange.service
        var points = 0
        var hasLiteral = false
        var end: [String] = []
        for (text, segment) in zip(sent.reversed(), pattern.reversed()) {
            guard case .literal(let literal) = segment else {
                end.append(text)
                points += 1
                continue
            }
            guard literal == text || isNear(text, literal, isMeant) else { break }
            hasLiteral = true
            end.append(literal)
            points += literal == text ? 4 : 2
        }
        guard hasLiteral else { return nil }
        var start: [String] = []
        for segment in pattern.dropLast(end.count) {
            guard case .literal(let literal) = segment else { return nil }
            start.append(literal)
        }
        return (points, "/" + (start + end.reversed()).joined(separator: "/"))
    }

    /// Whether a segment is nearly a literal one; a short word is near too many of all services.
    private func isNear(_ text: String, _ literal: String, _ isMeant: Bool) -> Bool {
        text.utf8.count >= (isMeant ? 3 : 4) && text.utf8.first == literal.utf8.first
            && ClosestMatch.nearest(to: text, among: [literal]) != nil
    }
}
