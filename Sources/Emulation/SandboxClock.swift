/// What time it is in a sandbox: the system's time, that time moved, or a moment that stands still.
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

    /// Follows the system clock.
    package init() {}

    /// Stands still at a moment, kept within what RFC 3339 can write.
    package init(frozenAt moment: Timestamp) {
        setting = .frozen(moment.clamped)
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

    /// Moves on, or back with a negative duration; a frozen clock stays frozen, a running one keeps running.
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
