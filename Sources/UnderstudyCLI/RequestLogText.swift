internal import Emulation
internal import HTTP
internal import JSON
internal import Sandboxes

/// Writes a line for each request to the program's log.
struct RequestLogText {
    let log: Log

    func write(_ exchange: ExchangeRecord) {
        if let failure = exchange.failure {
            log.write(.warn, "refused a request: " + failure.reason, details: ["status": failure.status.json])
        } else if exchange.surface == .none {
            log.write(
                .warn,
                "no service serves this path; known base paths: "
                    + AnyService.all.flatMap(\.basePaths).joined(separator: ", "),
                details: [
                    "method": .string(exchange.request.method.rawValue), "host": .string(exchange.request.host ?? ""),
                    "path": .string(exchange.path),
                ])
        }
        log.write(
            .debug, "\(exchange.request.method.rawValue) \(exchange.path)", details: Self.details(of: exchange))
    }

    private static func details(of exchange: ExchangeRecord) -> JSONObject {
        var details: JSONObject = [
            "host": .string(exchange.request.host ?? ""), "sandbox": .string(exchange.sandbox),
            "surface": .string(exchange.surface.rawValue),
        ]
        let texts: [(String, String?)] = [
            ("service", exchange.service), ("contract", exchange.contract), ("operation", exchange.operation),
            ("account", exchange.account), ("credential", exchange.credential),
            ("refusal", exchange.refused?.refusal.name), ("basis", exchange.refused?.refusal.basis.rawValue),
        ]
        for (name, text) in texts {
            if let text { details.append(name, .string(text)) }
        }
        details.append("status", exchange.status.json)
        details.append("changed", .bool(exchange.didChange))
        if let duration = exchange.durationMilliseconds { details.append("milliseconds", duration.json) }
        return details
    }
}
