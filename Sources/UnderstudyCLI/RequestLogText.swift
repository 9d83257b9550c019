internal import ControlPlane
internal import Emulation
internal import HTTP
internal import JSON
internal import Sandboxes

/// Writes to the program's log what happened to requests.
final class RequestLogText {
    let log: Log
    private var unknownOperations = WarningCounts()
    private var unservedPaths = WarningCounts()
    private var unknownSandboxes = WarningCounts()
    private var refusals = WarningCounts()

    init(log: Log) {
        self.log = log
    }

    func write(_ exchange: ExchangeRecord) {
        guard exchange.status >= 400 || log.level >= .debug else { return }
        if log.level >= .warn { warn(of: exchange) }
        log.write(.debug, Self.subject(of: exchange), details: Self.details(of: exchange))
    }

    private func warn(of exchange: ExchangeRecord) {
        if let failure = exchange.failure {
            log.write(
                .warn, "refused a request: " + failure.reason,
                details: ["status": failure.status.json])
        } else if let refusal = exchange.controlRefusal {
            let remedy = Self.remedy(of: refusal, exchange.request)
            warn("the control plane refused a request: \(remedy)", exchange, &refusals, remedy)
        } else if exchange.surface == .unknownSandbox {
            let name = exchange.sandbox.shortened
            warn("there is no sandbox \"\(name)\"", exchange, &unknownSandboxes, name)
        } else if exchange.surface == .none {
            let paths = AnyService.all.flatMap(\.basePaths).joined(separator: ", ")
            warn(
                "no service serves this path; known base paths: \(paths)", exchange,
                &unservedPaths, Self.subject(of: exchange))
        } else if exchange.status >= 400 {
            if case .route = exchange.match { return }
            warn(
                "this operation is not emulated\(Self.advice(for: exchange))", exchange,
                &unknownOperations, Self.subject(of: exchange))
        }
    }

    /// Warns the first time that something happens, then when the count is ten times higher.
    private func warn(
        _ message: @autoclosure () -> String, _ exchange: ExchangeRecord,
        _ counts: inout WarningCounts, _ subject: String
    ) {
        guard let count = counts.increment(subject) else { return }
        var details = Self.line(of: exchange)
        if let service = exchange.service { details.append("service", .string(service)) }
        details.append("times", count.json)
        log.write(.warn, message(), details: details)
    }

    private static func advice(for exchange: ExchangeRecord) -> String {
        if exchange.request.path.utf8.split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false
        )
        .dropFirst().dropLast().contains(where: \.isEmpty) {
            return ": the path has an empty segment; does the client's base URL end in a slash?"
        }
        let routes = NearestRoutes.ranked(
            exchange.request.method, exchange.routedPath, among: routes(of: exchange))
        return "; the nearest are: " + routes.prefix(3).map(\.line).joined(separator: ", ")
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
            "its host name is unknown; allow it with --control-host "
                + (request.host?.shortened ?? "<name>")
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
            "host": .string((exchange.request.host ?? "").shortened),
            "path": .string(path(of: exchange)),
        ]
    }

    /// Method and path.
    private static func subject(of exchange: ExchangeRecord) -> String {
        "\(exchange.request.method.rawValue) \(path(of: exchange))"
    }

    private static func path(of exchange: ExchangeRecord) -> String { exchange.path.shortened }

    private static func details(of exchange: ExchangeRecord) -> JSONObject {
        var details: JSONObject = [
            "host": .string((exchange.request.host ?? "").shortened),
            "sandbox": .string(exchange.sandbox.shortened),
            "surface": .string(exchange.surface.rawValue),
        ]
        let texts: [(String, String?)] = [
            ("service", exchange.service), ("contract", exchange.contract),
            ("operation", exchange.operation),
            ("account", exchange.account), ("credential", exchange.credential),
            ("refusal", exchange.refused?.refusal.name),
            ("basis", exchange.refused?.refusal.basis.rawValue),
            ("fault", exchange.fault), ("delivery", exchange.delivery),
        ]
        for (name, text) in texts {
            if let text { details.append(name, .string(text)) }
        }
        details.append("status", exchange.status == 0 ? .null : exchange.status.json)
        details.append("changed", .bool(exchange.didChange))
        if let duration = exchange.durationMilliseconds {
            details.append("milliseconds", duration.json)
        }
        return details
    }
}

/// How often each thing that the log warns of has happened.
private struct WarningCounts {
    private var counts: [String: Int] = [:]
    /// The limit of different things that are counted; of others the log says nothing.
    private static let subjectCountMax = 1000

    /// Counts what happened again.
    ///
    /// - Returns: the count, when it is one that the log warns of: 1, 10, 100 and so on.
    mutating func increment(_ subject: String) -> Int? {
        guard counts.count < Self.subjectCountMax || counts[subject] != nil else { return nil }
        let count = (counts[subject] ?? 0) + 1
        counts[subject] = count
        var power = 1
        while power < count { power *= 10 }
        return power == count ? count : nil
    }
}

extension String {
    /// The first characters of a client's text, which may be very long.
    fileprivate var shortened: String {
        let start = prefix(Self.shownCharacterCount)
        return start.endIndex == endIndex ? self : start + "…"
    }

    private static let shownCharacterCount = 200
}
