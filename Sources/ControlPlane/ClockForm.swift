internal import Emulation
internal import JSON

/// A setting of a clock: `{"freeze":"…"}`, `{"advance_seconds":61}`, `{"run":true}` or
/// `{"run":true,"from":"now"}`.
enum ClockSetting: Sendable {
    case frozen(at: Timestamp)
    case advanced(byMilliseconds: Int64)
    /// The system's time.
    case running
    case runningFrom(ClockStart)

    /// Reads a setting.
    ///
    /// - Parameters:
    ///   - object: the members.
    ///   - path: where they are in the body.
    /// - Throws: the first member that cannot be used, or a combination that says nothing.
    init(_ object: JSONObject, at path: JSONPath = JSONPath()) throws(ControlError) {
        let form = try ControlCall.form(ClockForm.self, from: object, at: path)
        switch (form.freeze, form.advance, form.runs, form.start) {
        case (let moment?, nil, nil, nil): self = .frozen(at: moment)
        case (nil, let advance?, nil, nil):
            self = .advanced(byMilliseconds: advance.milliseconds)
        case (nil, nil, true?, nil): self = .running
        case (nil, nil, true?, let start?): self = .runningFrom(start)
        case (nil, nil, false?, _):
            throw ControlError(at: path.appending(member: "run"), false, expected: "true")
        default: throw ControlError(at: path, .object(object), expected: Self.usage)
        }
    }

    private static let usage =
        "one of {\"freeze\":\"2026-02-13T12:00:00Z\"}, {\"advance_seconds\":61}, "
        + "{\"run\":true} and {\"run\":true,\"from\":\"now\"}"

    /// The clock that was set.
    func clock(after current: SandboxClock, systemTime: Timestamp) -> SandboxClock {
        switch self {
        case .frozen(let moment): return SandboxClock(frozenAt: moment)
        case .advanced(let milliseconds):
            var clock = current
            clock.advance(byMilliseconds: milliseconds)
            return clock
        case .running: return SandboxClock()
        case .runningFrom(let start):
            let moment = start.time ?? current.now(systemTime: systemTime)
            return SandboxClock(runningFrom: moment, systemTime: systemTime)
        }
    }
}

/// The members of a setting.
private struct ClockForm: Fields {
    private(set) var freeze: Timestamp?
    private(set) var advance: ClockAdvance?
    private(set) var runs: Bool?
    private(set) var start: ClockStart?

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("freeze", &freeze)
        visitor.field("advance_seconds", &advance)
        visitor.field("run", &runs)
        visitor.field("from", &start)
    }
}

/// By how much a clock is advanced; a negative number sets it back.
private struct ClockAdvance: FieldValue {
    let milliseconds: Int64
    let json: JSONValue

    /// Ten thousand years: beyond the range of RFC 3339.
    private static let secondsMax = 315_576_000_000

    init?(json: JSONValue) {
        guard let seconds = json.number?.double, seconds.magnitude <= Double(Self.secondsMax) else {
            return nil
        }
        milliseconds = Int64((seconds * 1000).rounded())
        self.json = json
    }

    static var expectation: String { "a number from -\(secondsMax) to \(secondsMax)" }
}

/// From where a clock runs.
struct ClockStart: FieldValue {
    /// Nil for the clock's own time.
    let time: Timestamp?

    init?(json: JSONValue) {
        time = json.string.flatMap(Timestamp.init(rfc3339:))
        guard time != nil || json == "now" else { return nil }
    }

    var json: JSONValue { time?.json ?? "now" }

    static var expectation: String { "\"now\" or " + Timestamp.expectation }
}
