internal import Glibc

/// The clock for timeouts: monotonic, with an arbitrary origin.
package enum MonotonicClock {
    /// Returns the milliseconds since an arbitrary moment.
    package static func milliseconds() -> Int64 { systemMilliseconds(of: CLOCK_MONOTONIC) }
}

/// The machine's time of day; it jumps when the clock is set.
package enum WallClock {
    /// Returns the milliseconds since 1970-01-01T00:00:00Z.
    package static func milliseconds() -> Int64 { systemMilliseconds(of: CLOCK_REALTIME) }
}

private func systemMilliseconds(of clock: clockid_t) -> Int64 {
    var time = timespec()
    _ = unsafe clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
}
