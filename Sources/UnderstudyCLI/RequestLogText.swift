internal import ControlPlane
internal import Emulation
internal import HTTP
internal import JSON
internal import Sandboxes

/// Writes to the program's log what happened to requests.
final class RequestLogText {
    let log: Log
    /// How often each unknown operation was requested, by method and path.
    private var unknownCounts: [String: Int] = [:]
    /// The limit of different unknown operations that are counted.
    private static let unknownCountMax = 1000

    init(log: Log) {
        self.log = log
    }

    func write(_ exchange: ExchangeRecord) {
        guard exchange.status >= 400 || log.level >= .debug else { return }
        if let failure = exchange.failure {
            log.write(
                .warn, "refused a request: " + failure.reason,
                details: ["status": failure.status.json])
        } else if let refusal = exchange.controlRefusal {
            log.write(
                .warn,
                "the control plane refused a request: \(Self.remedy(of: refusal, exchange.request))",
                details: Self.line(of: exchange))
        } else if exchange.surface == .unknownSandbox {
            log.write(
                .warn, "there is no sandbox \"\(exchange.sandbox)\"",
                details: Self.line(of: exchange))
        } else if exchange.surface == .none {
            log.write(
                .warn,
                "no service serves this path; known base paths: "
                    + AnyService.all.flatMap(\.basePaths).joined(separator: ", "),
                details: Self.line(of: exchange))
        } else if exchange.status >= 400 {
            writeUnknown(exchange)
        }
        log.write(
            .debug, "\(exchange.request.method.rawValue) \(exchange.path)",
            details: Self.details(of: exchange))
    }

    /// Warns of an operation that is not emulated: the first time, then each time that the count is ten times higher.
    private func writeUnknown(_ exchange: ExchangeRecord) {
        if case .route = exchange.match { return }
        guard log.level >= .warn else { return }
        let line = "\(exchange.request.method.rawValue) \(exchange.path)"
        guard unknownCounts.count < Self.unknownCountMax || unknownCounts[line] != nil else {
            return
        }
        let count = (unknownCounts[line] ?? 0) + 1
        unknownCounts[line] = count
        guard [1, 10, 100, 1_000, 10_000, 100_000].contains(count) else { return }
        var details = Self.line(of: exchange)
        if let service = exchange.service { details.append("service", .string(service)) }
        details.append("times", count.json)
        log.write(
            .warn, "this operation is not emulated\(Self.advice(for: exchange))", details: details)
    }

    private static func advice(for exchange: ExchangeRecord) -> String {
        if exchange.request.path.utf8.split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false
        )
        .dropFirst().dropLast().contains(where: \.isEmpty) {
            return ": the path has an empty segment; does the client's base URL end in a slash?"
        }
        let routes = routes(of: exchange)
        let line = "\(exchange.request.method.rawValue) \(exchange.routedPath)"
        let known = routes.map { "\($0.method.rawValue) \($0.pattern.description)" }
        return "; the nearest are: "
            + ClosestMatch.ranked(line, among: known).prefix(3).joined(separator: ", ")
    }

    private static func routes(of exchange: ExchangeRecord) -> [RouteDescription] {
        guard let service = AnyService.all.first(where: { $0.name == exchange.service }) else {
            return ControlPlane.routeDescriptions
        }
        let contract =
            exchange.surface == .dashboard
            ? service.dashboard
            : service.contracts.first { $0.id == exchange.contract } ?? service.contracts[0]
        return contract.routes.map(\.route)
    }

    /// What the client or whoever started the server can do about a refusal.
    private static func remedy(of refusal: ControlRefusal, _ request: Request) -> String {
        switch refusal {
        case .unknownHost:
            "its host name is unknown; allow it with --control-host \(request.host ?? "<name>")"
        case .foreignOrigin:
            "a page of another origin sent it; open the page from this server, or send it from outside a browser"
        case .foreignSite:
            "a page of another site sent it; open the page from this server, or send it from outside a browser"
        case .wrongToken: "it needs \"Authorization: Bearer\" with the value of --control-token"
        case .noJSON: "its body needs \"Content-Type: application/json\""
        }
    }

    private static func line(of exchange: ExchangeRecord) -> JSONObject {
        [
            "method": .string(exchange.request.method.rawValue),
            "host": .string(exchange.request.host ?? ""),
            "path": .string(exchange.path),
        ]
    }

    private static func details(of exchange: ExchangeRecord) -> JSONObject {
        var details: JSONObject = [
            "host": .string(exchange.request.host ?? ""), "sandbox": .string(exchange.sandbox),
            "surface": .string(exchange.surface.rawValue),
        ]
        let texts: [(String, String?)] = [
            ("service", exchange.service), ("contract", exchange.contract),
            ("operation", exchange.operation),
            ("account", exchange.account), ("credential", exchange.credential),
            ("refusal", exchange.refused?.refusal.name),
            ("basis", exchange.refused?.refusal.basis.rawValue),
        ]
        for (name, text) in texts {
            if let text { details.append(name, .string(text)) }
        }
        details.append("status", exchange.status.json)
        details.append("changed", .bool(exchange.didChange))
        if let duration = exchange.durationMilliseconds {
            details.append("milliseconds", duration.json)
        }
        return details
    }
}
