internal import Emulation
internal import HTTP
internal import JSON
internal import Sandboxes

/// The sandbox's clock.
extension ControlPlane {
    /// `GET /clock`.
    func clock(at systemTime: Timestamp) -> Answer {
        let clock = emulator.sandbox.clock
        let now = clock.now(systemTime: systemTime)
        return Answer(200, ["now": .string(now.rfc3339), "mode": .string(clock.mode.rawValue)])
    }

    /// `PUT /clock`: `{"freeze":"…"}`, `{"advance_seconds":61}` or `{"run":true}`.
    func setClock(_ request: Request, systemTime: Timestamp) throws(ControlError) -> Answer {
        let body = try object(request)
        guard body.count == 1, let member = body.members.first else { throw Self.clockUsage }
        switch (member.name, member.value) {
        case ("freeze", .string(let text)):
            guard let moment = Timestamp(rfc3339: text) else {
                throw ControlError(400, "freeze must be \(Timestamp.expectation)")
            }
            emulator.sandbox.clock = SandboxClock(frozenAt: moment)
        case ("advance_seconds", .number(let seconds)):
            let milliseconds = (seconds.double * 1000).rounded()
            guard milliseconds.magnitude <= Self.advanceMillisecondsMax else {
                throw ControlError(400, "advance_seconds must be at most ten thousand years")
            }
            emulator.sandbox.clock.advance(byMilliseconds: Int64(milliseconds))
        case ("run", .bool(true)):
            emulator.sandbox.clock = SandboxClock()
        default:
            throw Self.clockUsage
        }
        return clock(at: systemTime)
    }

    /// Ten thousand years: farther than any time that RFC 3339 can write.
    private static let advanceMillisecondsMax = 315_576_000_000_000.0

    private static let clockUsage = ControlError(
        400,
        "Give one of {\"freeze\":\"2026-02-13T12:00:00Z\"}, {\"advance_seconds\":61} and {\"run\":true}")
}
