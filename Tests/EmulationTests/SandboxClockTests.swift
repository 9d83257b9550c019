import Emulation
import Testing

struct SandboxClockTests {
    private static let noon = Timestamp(milliseconds: 1_770_984_000_000)

    private func later(_ milliseconds: Int64) -> Timestamp {
        Self.noon.advanced(byMilliseconds: milliseconds)
    }

    @Test func `a new clock follows the system's`() {
        let clock = SandboxClock()
        #expect(clock.mode == .running)
        #expect(clock.now(systemTime: Self.noon) == Self.noon)
        #expect(clock.now(systemTime: later(7)) == later(7))
    }

    @Test func `a running clock that was moved keeps running with the offset`() {
        var clock = SandboxClock()
        clock.advance(byMilliseconds: 61_000)
        #expect(clock.mode == .running)
        #expect(clock.now(systemTime: Self.noon) == later(61_000))
        #expect(clock.now(systemTime: later(1)) == later(61_001))
        clock.advance(byMilliseconds: -62_000)
        #expect(clock.now(systemTime: Self.noon) == later(-1000))
    }

    @Test func `a frozen clock does not advance, also after it was moved`() {
        var clock = SandboxClock(frozenAt: Self.noon)
        #expect(clock.mode == .frozen)
        #expect(clock.now(systemTime: later(5)) == Self.noon)
        clock.advance(byMilliseconds: 61_000)
        #expect(clock.mode == .frozen)
        #expect(clock.now(systemTime: later(5)) == later(61_000))
        clock.advance(byMilliseconds: -61_001)
        #expect(clock.now(systemTime: later(5)) == later(-1))
    }

    @Test func `a clock runs on from a moment that it is given`() {
        var clock = SandboxClock(runningFrom: Self.noon, systemTime: Timestamp(milliseconds: 5))
        #expect(clock.mode == .running)
        #expect(clock.now(systemTime: Timestamp(milliseconds: 5)) == Self.noon)
        #expect(clock.now(systemTime: Timestamp(milliseconds: 7)) == later(2))
        clock.advance(byMilliseconds: 10)
        #expect(clock.now(systemTime: Timestamp(milliseconds: 7)) == later(12))
    }

    @Test(arguments: [SandboxClock(), SandboxClock(frozenAt: SandboxClockTests.noon)])
    func `moving farther than any time can be written stops at the bound`(start: SandboxClock) {
        var clock = start
        for _ in 0..<3 { clock.advance(byMilliseconds: .max) }
        #expect(clock.now(systemTime: Self.noon) == .latest)
        clock = start
        for _ in 0..<3 { clock.advance(byMilliseconds: .min) }
        #expect(clock.now(systemTime: Self.noon) == .earliest)
    }

    @Test(arguments: [Int64.min, .max])
    func `a clock frozen at a moment that cannot be written is clamped`(milliseconds: Int64) {
        let clock = SandboxClock(frozenAt: Timestamp(milliseconds: milliseconds))
        #expect(clock.now(systemTime: Self.noon) == (milliseconds < 0 ? .earliest : .latest))
    }
}
