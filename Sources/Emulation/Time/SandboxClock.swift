/// A sandbox's time: the system's, the system's with an offset, or frozen.
package struct SandboxClock: Sendable, Equatable {
    /// How the time follows the system's.
    package enum Mode: String, Sendable {
        case running
        case frozen
    }

    private enum Setting: Sendable, Equatable {
        case offset(milliseconds: Int64)
        case frozen(Timestamp)
    }

    private var setting = Setting.offset(milliseconds: 0)
    /// The moment from which the clock ran when it was made; nil for other clocks.
    private var start: Timestamp?

    /// Follows the system clock.
    package init() {}

    /// A frozen clock; the moment is clamped to what RFC 3339 can write.
    package init(frozenAt moment: Timestamp) {
        setting = .frozen(moment.clamped)
    }

    /// A clock that runs from a moment on, which it has at a moment of the system clock.
    package init(runningFrom moment: Timestamp, systemTime: Timestamp) {
        setting = .offset(milliseconds: moment.clamped.milliseconds - systemTime.milliseconds)
        start = moment.clamped
    }

    /// The clock as it was made, at a moment of the system clock: if it was to run from a moment
    /// on, it does so again.
    package func restarted(systemTime: Timestamp) -> SandboxClock {
        start.map { SandboxClock(runningFrom: $0, systemTime: systemTime) } ?? self
    }

    /// The same clock; if it was to run from a moment on, a restart takes it to its time now.
    package func restartable(systemTime: Timestamp) -> SandboxClock {
        var clock = self
        if start != nil { clock.start = now(systemTime: systemTime).clamped }
        return clock
    }

    package var mode: Mode {
        switch setting {
        case .offset: .running
        case .frozen: .frozen
        }
    }

    /// Returns this clock's time at a moment of the system clock.
    package func now(systemTime: Timestamp) -> Timestamp {
        switch setting {
        case .offset(let milliseconds): systemTime.advanced(byMilliseconds: milliseconds)
        case .frozen(let moment): moment
        }
    }

    /// Moves the time, back with a negative duration.
    ///
    /// A frozen clock stays frozen, a running one keeps running.
    package mutating func advance(byMilliseconds duration: Int64) {
        switch setting {
        case .offset(let milliseconds):
            let (sum, overflow) = milliseconds.addingReportingOverflow(duration)
            setting = .offset(milliseconds: overflow ? (duration < 0 ? .min : .max) : sum)
        case .frozen(let moment):
            setting = .frozen(moment.advanced(byMilliseconds: duration))
        }
    }
}
