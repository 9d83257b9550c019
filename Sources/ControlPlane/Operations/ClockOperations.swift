internal import Emulation
internal import JSON
internal import Sandboxes

/// The sandbox's clock.
enum ClockOperations {
    /// `GET /clock`.
    @Sendable static func get(_ call: ControlCall) -> Answer {
        let clock = call.sandbox.clock
        let now = clock.now(systemTime: call.systemTime)
        return Answer(200, ["now": .string(now.rfc3339), "mode": .string(clock.mode.rawValue)])
    }

    /// `PUT /clock`: `{"freeze":"…"}`, `{"advance_seconds":61}`, `{"run":true}` or
    /// `{"run":true,"from":"now"}`.
    @Sendable static func set(_ call: ControlCall) throws(ControlError) -> Answer {
        let form = try call.form(ClockForm.self)
        switch (form.freeze, form.advanceSeconds, form.run, form.from) {
        case (let moment?, nil, nil, nil): call.sandbox.clock = SandboxClock(frozenAt: moment)
        case (nil, let seconds?, nil, nil):
            call.sandbox.clock.advance(byMilliseconds: try milliseconds(seconds))
        case (nil, nil, true?, nil): call.sandbox.clock = SandboxClock()
        case (nil, nil, true?, let start?):
            let moment = try moment(start, call)
            call.sandbox.clock = SandboxClock(runningFrom: moment, systemTime: call.systemTime)
        default: throw usage
        }
        return get(call)
    }

    private static func milliseconds(_ seconds: Double) throws(ControlError) -> Int64 {
        let milliseconds = (seconds * 1000).rounded()
        guard milliseconds.magnitude <= maxAdvanceMilliseconds else {
            throw ControlError(400, "advance_seconds must be at most ten thousand years")
        }
        return Int64(milliseconds)
    }

    /// Ten thousand years: beyond the range of RFC 3339.
    private static let maxAdvanceMilliseconds = 315_576_000_000_000.0

    /// The moment from which the clock is to run.
    private static func moment(_ text: String, _ call: ControlCall) throws(ControlError)
        -> Timestamp
    {
        if text == "now" { return call.now }
        guard let moment = Timestamp(rfc3339: text) else {
            let expectation = "\"now\" or " + Timestamp.expectation
            throw ControlError(member: "from", text, expected: expectation)
        }
        return moment
    }

    private static let usage = ControlError(
        400,
        "Give one of {\"freeze\":\"2026-02-13T12:00:00Z\"}, {\"advance_seconds\":61}, "
            + "{\"run\":true} and {\"run\":true,\"from\":\"now\"}")
}

/// The body of `PUT /clock`.
private struct ClockForm: Fields {
    private(set) var freeze: Timestamp?
    private(set) var advanceSeconds: Double?
    private(set) var run: Bool?
    /// `now`, which is the clock's own time, or a time.
    private(set) var from: String?

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("freeze", &freeze)
        visitor.field("advance_seconds", &advanceSeconds)
        visitor.field("run", &run)
        visitor.field("from", &from)
    }
}
