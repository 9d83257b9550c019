internal import Glibc

/// The clock of time-outs: it never jumps, and its zero means nothing.
package enum MonotonicClock {
    /// Returns the milliseconds since some moment in the past.
    package static func milliseconds() -> Int64 {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}
