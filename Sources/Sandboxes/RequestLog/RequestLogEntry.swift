internal import Emulation
internal import HTTP
internal import JSON

/// A request in the log, with its answer.
///
/// Packed when it is added; redacting and formatting wait until it is read.
struct RequestLogEntry {
    let id: Int
    private let packed: PackedExchange
    private let outcome: ExchangeRecord.Summary
    /// The length of the request's body, of which the first bytes are packed.
    private let bodyByteCount: Int
    private let answer: Answer
    /// The number of the last change to the world when the request was answered.
    private let sequence: Int

    /// The body of an answer.
    private enum Answer {
        /// Its first bytes are packed.
        case bytes(count: Int)
        case stream(StreamedAnswer)
    }

    /// How much of a body, and of an answer's header fields, is in the log.
    static let bodyByteCountMax = 16 << 10
    /// The memory of the entry itself.
    private static let fixedByteCount = 512

    /// - Parameters:
    ///   - id: the number.
    ///   - exchange: the request and what happened to it.
    ///   - response: the answer; a stream is replaced by one that notes what is sent.
    ///   - sequence: the number of the last change to the world.
    init(id: Int, _ exchange: ExchangeRecord, _ response: inout Response, sequence: Int) {
        self.id = id
        self.sequence = sequence
        outcome = exchange.summary
        bodyByteCount = exchange.request.body.count
        var first: [UInt8] = []
        switch response.body {
        case .bytes(let bytes):
            first = bytes
            answer = .bytes(count: bytes.count)
        case .stream(let source):
            let stream = StreamedAnswer(source)
            response.body = .stream(stream)
            answer = .stream(stream)
        }
        packed = PackedExchange(
            exchange.request, answerFields: Self.firstFields(of: response.headers), answer: first,
            bodyByteCountMax: Self.bodyByteCountMax)
    }

    /// About how much memory it holds.
    var byteCount: Int {
        let streamed = if case .stream = answer { Self.bodyByteCountMax } else { 0 }
        return Self.fixedByteCount + packed.byteCount + streamed
    }

    /// How many bytes of the request's body are here.
    var firstBodyByteCount: Int { packed.bodyByteCount }

    /// The sandbox's time of arrival.
    var now: Timestamp { outcome.now }

    /// The request and what happened to it; of a refusal it has only the kind.
    var exchange: ExchangeRecord { ExchangeRecord(packed.request, outcome) }

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
    var isWhole: Bool { bodyByteCount == firstBodyByteCount }

    /// What matchers see.
    var subject: MatchSubject {
        MatchSubject(
            exchange, logID: id, isBodyCut: !isWhole)
    }

    /// What a matcher sees; nil if the entry cannot match, which needs no unpacking in most cases.
    func subject(for matcher: RequestMatcher) -> MatchSubject? {
        let conditions = matcher.conditions.span
        for index in conditions.indices {
            if conditions[index].isMet(by: outcome, logID: id) == false { return nil }
            if case .body(let pattern) = conditions[index],
                !packed.bodyMay({ pattern.mayMatch($0) })
            {
                return nil
            }
        }
        return subject
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
        let exchange = exchange
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
        writer.add("answer_headers") { redaction.append(packed.answerFields, to: &$0) }
        switch answer {
        case .bytes(let count):
            writer.add("answer") { redaction.append(body: packed.answer, to: &$0) }
            writer.add("answer_bytes", count)
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
        let exchange = exchange
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
