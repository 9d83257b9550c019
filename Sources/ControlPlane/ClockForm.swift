internal import Emulation
internal import JSON

/// A setting of a clock: `{"freeze":"…"}`, `{"advance_seconds":61}`, `{"run":true}` or
/// `{"run":true,"from":"now"}`.
struct ClockForm: Fields {
    private var freeze: Timestamp?
    private var advanceSeconds: Double?
    private var run: Bool?
    /// `now`, which is the clock's own time, or a time.
    private var from: String?

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("freeze", &freeze)
        visitor.field("advance_seconds", &advanceSeconds)
        visitor.field("run", &run)
        visitor.field("from", &from)
    }

    /// Makes the clock that the form describes.
    ///
    /// - Parameters:
    ///   - current: the clock before.
    ///   - systemTime: the system time.
    ///   - path: where the members are in the body.
    /// - Returns: the clock.
    /// - Throws: when the members do not go together or are out of range.
    func clock(
        after current: SandboxClock, systemTime: Timestamp, at path: JSONPath = JSONPath()
    ) throws(ControlError) -> SandboxClock {
        switch (freeze, advanceSeconds, run, from) {
        case (let moment?, nil, nil, nil): return SandboxClock(frozenAt: moment)
        case (nil, let seconds?, nil, nil):
            var clock = current
            clock.advance(byMilliseconds: try Self.milliseconds(seconds, path))
            return clock
        case (nil, nil, true?, nil): return SandboxClock()
        case (nil, nil, true?, let start?):
            let moment = try Self.moment(start, now: current.now(systemTime: systemTime), path)
            return SandboxClock(runningFrom: moment, systemTime: systemTime)
        default: throw Self.usage(path)
        }
    }

    private static func milliseconds(_ seconds: Double, _ path: JSONPath) throws(ControlError)
        -> Int64
    {
        let milliseconds = (seconds * 1000).rounded()
        guard milliseconds.magnitude <= maxAdvanceMilliseconds else {
            let place = path.appending(member: "advance_seconds")
            throw ControlError(400, "\(place) must be at most ten thousand years")
        }
        return Int64(milliseconds)
    }

    /// Ten thousand years: beyond the range of RFC 3339.
    private static let maxAdvanceMilliseconds = 315_576_000_000_000.0

    /// The moment from which the clock is to run.
    private static func moment(_ text: String, now: Timestamp, _ path: JSONPath)
        throws(ControlError) -> Timestamp
    {
        if text == "now" { return now }
        guard let moment = Timestamp(rfc3339: text) else {
            let expectation = "\"now\" or " + Timestamp.expectation
            throw ControlError(
                at: path.appending(member: "from"), .string(text), expected: expectation)
        }
        return moment
    }

    private static func usage(_ path: JSONPath) -> ControlError {
        let place = path.steps.isEmpty ? "" : " for \(path)"
        return ControlError(
            400,
            "Give one of {\"freeze\":\"2026-02-13T12:00:00Z\"}, {\"advance_seconds\":61}, "
                + "{\"run\":true} and {\"run\":true,\"from\":\"now\"}" + place)
    }
}
