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
    private let answerHeaders: HeaderFields
    private let answer: Answer
    /// The number of the last change to the world when the request was answered.
    private let sequence: Int
    /// About how much memory it holds.
    let byteCount: Int

    /// The body of an answer.
    private enum Answer {
        /// The first bytes.
        case bytes([UInt8], byteCount: Int)
        case stream(StreamedAnswer)
    }

    /// How much of a body, and of an answer's header fields, is in the log.
    static let bodyByteCountMax = 16 << 10
    /// The memory of the exchange and the entry themselves.
    private static let fixedByteCount = 1024

    /// - Parameters:
    ///   - id: the number.
    ///   - exchange: the request and what happened to it.
    ///   - response: the answer; a stream is replaced by one that notes what is sent.
    ///   - sequence: the number of the last change to the world.
    init(id: Int, _ exchange: ExchangeRecord, _ response: inout Response, sequence: Int) {
        self.id = id
        self.sequence = sequence
        bodyByteCount = exchange.request.body.count
        let isLong = bodyByteCount > Self.bodyByteCountMax
        self.exchange = isLong ? exchange.cut(bodyByteCountMax: Self.bodyByteCountMax) : exchange
        answerHeaders = Self.firstFields(of: response.headers)
        let answerByteCount: Int
        switch response.body {
        case .bytes(let bytes):
            let isLong = bytes.count > Self.bodyByteCountMax
            let first = isLong ? Array(bytes.prefix(Self.bodyByteCountMax)) : bytes
            answer = .bytes(first, byteCount: bytes.count)
            answerByteCount = first.count
        case .stream(let source):
            let stream = StreamedAnswer(source)
            response.body = .stream(stream)
            answer = .stream(stream)
            answerByteCount = Self.bodyByteCountMax
        }
        let request = self.exchange.request
        byteCount =
            Self.fixedByteCount + request.headers.byteCount + request.body.count + answerByteCount
            + answerHeaders.byteCount + 2 * request.target.utf8.count
    }

    /// The fields up to a bound: those of a fault rule can be very long.
    private static func firstFields(of headers: HeaderFields) -> HeaderFields {
        guard headers.byteCount > bodyByteCountMax else { return headers }
        var first = HeaderFields()
        for field in headers.fields {
            let byteCount = field.name.utf8.count + field.value.utf8.count
            guard first.byteCount + byteCount <= bodyByteCountMax else { break }
            first.append(field.name, field.value)
        }
        return first
    }

    /// Whether the whole body of the request is here.
    private var isWhole: Bool { bodyByteCount == exchange.request.body.count }

    /// What matchers see.
    var subject: MatchSubject {
        MatchSubject(
            exchange, logID: id, isBodyCut: !isWhole)
    }

    /// The entry as the control plane shows it.
    var json: JSONValue {
        var text: [UInt8] = []
        append(to: &text)
        return (try? JSONParser.parse(text)) ?? .null
    }

    /// Appends the entry as the control plane shows it.
    ///
    /// As text at once: values in between would take most of the time of a page.
    func append(to text: inout [UInt8]) {
        let redaction = RequestRedaction(exchange)
        let request = exchange.request
        var writer = EntryWriter(appendingTo: text)
        text = []
        writer.add("id", id)
        writer.add("time", exchange.now)
        writer.add("wall_time", exchange.receivedAt)
        writer.add("sequence", sequence)
        writer.add("method", request.method.rawValue)
        writer.add("host", request.host ?? "")
        writer.add("target", redaction.target)
        writer.add("headers") { redaction.append(request.headers, to: &$0) }
        writer.add("body") { redaction.append(body: request.body, to: &$0) }
        writer.add("body_bytes", bodyByteCount)
        writer.add("service", exchange.service)
        writer.add("contract", exchange.contract)
        writer.add("operation", exchange.operation)
        writer.add("account", exchange.account)
        writer.add("credential", exchange.credential)
        writer.add("refusal", exchange.refused?.refusal.name)
        writer.add("basis", exchange.refused?.refusal.basis.rawValue)
        writer.add("malformed", exchange.failure?.reason)
        writer.add("fault", exchange.fault)
        writer.add("delivery", exchange.delivery)
        writer.add("hint", exchange.hint ?? (isWhole ? FieldHint.aboutUnread(exchange) : nil))
        writer.add("status", exchange.status == 0 ? nil : exchange.status)
        writer.add("answer_headers") { redaction.append(answerHeaders, to: &$0) }
        switch answer {
        case .bytes(let bytes, let byteCount):
            writer.add("answer") { redaction.append(body: bytes, to: &$0) }
            writer.add("answer_bytes", byteCount)
            writer.add("answer_streamed", false)
        case .stream(let stream):
            writer.add("answer") { redaction.append(body: stream.firstBytes, to: &$0) }
            writer.add("answer_bytes", stream.byteCount)
            writer.add("answer_streamed", true)
        }
        writer.add("changed", exchange.didChange)
        writer.add("duration_ms", exchange.durationMilliseconds)
        writer.add("durable_wait_ms", exchange.durableWaitMilliseconds)
        text = writer.finish()
    }

    /// The entry in one line, for assertions.
    var summary: String {
        let target = RequestRedaction(exchange).target
        let status = exchange.status == 0 ? "no answer" : "\(exchange.status)"
        return "\(exchange.request.method.rawValue) \(target) → \(status)"
    }
}

/// Writes the members of an entry.
private struct EntryWriter {
    private var text: [UInt8]
    private var isFirst = true

    init(appendingTo text: consuming [UInt8]) {
        self.text = text
        self.text.append(UInt8(ascii: "{"))
    }

    consuming func finish() -> [UInt8] {
        text.append(UInt8(ascii: "}"))
        return text
    }

    mutating func add(_ name: String, _ appendValue: (inout [UInt8]) -> Void) {
        if !isFirst { text.append(UInt8(ascii: ",")) }
        isFirst = false
        JSONValue.appendName(name, to: &text)
        appendValue(&text)
    }

    mutating func add(_ name: String, _ value: String?) {
        guard let value else { return addNull(name) }
        add(name) { JSONValue.appendString(value, to: &$0) }
    }

    mutating func add(_ name: String, _ value: Int?) {
        guard let value else { return addNull(name) }
        add(name) { JSONValue.appendInteger(value, to: &$0) }
    }

    mutating func add(_ name: String, _ value: Bool) {
        add(name) { $0.append(contentsOf: (value ? "true" : "false").utf8) }
    }

    mutating func add(_ name: String, _ time: Timestamp) {
        add(name) { text in
            text.append(UInt8(ascii: "\""))
            time.appendRFC3339(to: &text)
            text.append(UInt8(ascii: "\""))
        }
    }

    private mutating func addNull(_ name: String) {
        add(name) { $0.append(contentsOf: "null".utf8) }
    }
}
