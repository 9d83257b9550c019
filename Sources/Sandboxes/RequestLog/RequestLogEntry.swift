internal import Emulation
internal import HTTP
internal import JSON

/// A request in the log, with its answer.
///
/// It refers to the values of the exchange: redacting and formatting wait until it is read.
struct RequestLogEntry {
    let id: Int
    let exchange: ExchangeRecord
    /// The length of the request's body, of which the first bytes are here.
    private let bodyByteCount: Int
    /// The first bytes of the answer's body.
    private let answer: [UInt8]
    /// The length of the answer's body; nil for one that is written while it is sent.
    private let answerByteCount: Int?
    /// The number of the last change to the world when the request was answered.
    private let sequence: Int
    /// About how much memory it holds.
    let byteCount: Int

    /// How much of a body is in the log.
    static let bodyByteCountMax = 16 << 10
    /// The memory of the exchange and the entry themselves.
    private static let fixedByteCount = 1024

    init(id: Int, _ exchange: ExchangeRecord, _ response: Response, sequence: Int) {
        self.id = id
        self.sequence = sequence
        bodyByteCount = exchange.request.body.count
        let isLong = bodyByteCount > Self.bodyByteCountMax
        self.exchange = isLong ? exchange.cut(bodyByteCountMax: Self.bodyByteCountMax) : exchange
        let bytes = response.body.wholeBytes
        answerByteCount = bytes?.count
        let whole = bytes ?? []
        answer =
            whole.count > Self.bodyByteCountMax ? Array(whole.prefix(Self.bodyByteCountMax)) : whole
        let request = self.exchange.request
        byteCount =
            Self.fixedByteCount + request.headers.byteCount + request.body.count + answer.count
            + 2 * request.target.utf8.count
    }

    /// What matchers see.
    var subject: MatchSubject {
        MatchSubject(
            exchange, logID: id, isBodyCut: bodyByteCount != exchange.request.body.count)
    }

    /// The entry as the control plane shows it.
    var json: JSONValue {
        let redaction = RequestRedaction(exchange)
        let request = exchange.request
        var object: JSONObject = [
            "id": id.json, "time": .string(exchange.now.rfc3339),
            "wall_time": .string(exchange.receivedAt.rfc3339), "sequence": sequence.json,
            "method": .string(request.method.rawValue), "host": .string(request.host ?? ""),
            "target": .string(redaction.target), "headers": .object(redaction.headers),
            "body": .string(redaction.text(ofBody: request.body)), "body_bytes": bodyByteCount.json,
        ]
        let refusal = exchange.refused?.refusal
        let texts: [(String, String?)] = [
            ("service", exchange.service), ("contract", exchange.contract),
            ("operation", exchange.operation), ("account", exchange.account),
            ("credential", exchange.credential), ("refusal", refusal?.name),
            ("basis", refusal?.basis.rawValue), ("malformed", exchange.failure?.reason),
            ("fault", exchange.fault), ("hint", exchange.hint),
        ]
        for (name, text) in texts { object.append(name, text.map { .string($0) } ?? .null) }
        object.append("status", exchange.status == 0 ? .null : exchange.status.json)
        object.append("answer", .string(redaction.text(ofBody: answer)))
        object.append("answer_bytes", answerByteCount?.json ?? .null)
        object.append("changed", .bool(exchange.didChange))
        object.append("duration_ms", exchange.durationMilliseconds?.json ?? .null)
        object.append("durable_wait_ms", exchange.durableWaitMilliseconds?.json ?? .null)
        return .object(object)
    }

    /// The entry in one line, for assertions.
    var summary: String {
        let target = RequestRedaction(exchange).target
        return "\(exchange.request.method.rawValue) \(target) → \(exchange.status)"
    }
}
