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

    /// `PUT /clock`: see `ClockSetting`.
    @Sendable static func set(_ call: ControlCall) throws(ControlError) -> Answer {
        let setting = try ClockSetting(try call.object())
        call.sandbox.clock = setting.clock(
            after: call.sandbox.clock, systemTime: call.systemTime)
        return get(call)
    }
}
