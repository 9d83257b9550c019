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

    /// `PUT /clock`: `{"freeze":"…"}`, `{"advance_seconds":61}` or `{"run":true}`.
    @Sendable static func set(_ call: ControlCall) throws(ControlError) -> Answer {
        let body = try call.object()
        guard body.count == 1, let member = body.members.first else { throw usage }
        switch (member.name, member.value) {
        case ("freeze", .string(let text)):
            guard let moment = Timestamp(rfc3339: text) else {
                throw ControlError(400, "freeze must be \(Timestamp.expectation)")
            }
            call.sandbox.clock = SandboxClock(frozenAt: moment)
        case ("advance_seconds", .number(let seconds)):
            let milliseconds = (seconds.double * 1000).rounded()
            guard milliseconds.magnitude <= maxAdvanceMilliseconds else {
                throw ControlError(400, "advance_seconds must be at most ten thousand years")
            }
            call.sandbox.clock.advance(byMilliseconds: Int64(milliseconds))
        case ("run", .bool(true)):
            call.sandbox.clock = SandboxClock()
        default:
            throw usage
        }
        return get(call)
    }

    /// Ten thousand years: beyond the range of RFC 3339.
    private static let maxAdvanceMilliseconds = 315_576_000_000_000.0

    private static let usage = ControlError(
        400, "Give one of {\"freeze\":\"2026-02-13T12:00:00Z\"}, {\"advance_seconds\":61} and {\"run\":true}")
}
