import Emulation
import Testing

struct RateLimiterTests {
    private let ada = RateLimiter.Key(service: "capgo", user: "ada")
    private let grace = RateLimiter.Key(service: "capgo", user: "grace")

    private func second(_ second: Double) -> Timestamp {
        Timestamp(milliseconds: 1_770_984_000_000 + Int64(second * 1000))
    }

    @Test(arguments: [1, 2, 100, 1000])
    func `a window admits as many requests as the limit and refuses the next`(limit: Int) {
        var limiter = RateLimiter()
        for _ in 0..<limit { #expect(limiter.admit(ada, limit: limit, now: second(0)) == .admitted) }
        let refused = RateLimiter.Admission.refused(retryAfterSeconds: 60, resetsAt: second(60))
        #expect(limiter.admit(ada, limit: limit, now: second(0)) == refused)
        #expect(limiter.window(of: ada, now: second(0))?.count == limit)
    }

    @Test(arguments: [
        (0, 60), (0.001, 60), (0.999, 60), (1, 59), (1.001, 59), (58.999, 2), (59, 1), (59.001, 1), (59.999, 1),
    ])
    func `a refusal tells the whole seconds until the window closes, at least one`(now: Double, seconds: Int) {
        var limiter = RateLimiter()
        _ = limiter.admit(ada, limit: 1, now: second(0))
        let refused = RateLimiter.Admission.refused(retryAfterSeconds: seconds, resetsAt: second(60))
        #expect(limiter.admit(ada, limit: 1, now: second(now)) == refused)
    }

    @Test func `the window opens with the first request and lasts a minute of the clock`() {
        var limiter = RateLimiter()
        #expect(limiter.admit(ada, limit: 2, now: second(30)) == .admitted)
        #expect(limiter.admit(ada, limit: 2, now: second(89)) == .admitted)
        #expect(limiter.admit(ada, limit: 2, now: second(89.999)) != .admitted)
        #expect(limiter.admit(ada, limit: 2, now: second(90)) == .admitted)
        #expect(limiter.window(of: ada, now: second(90)) == .init(openedAt: second(90), count: 1))
    }

    @Test func `refused requests neither count nor lengthen the window`() {
        var limiter = RateLimiter()
        _ = limiter.admit(ada, limit: 1, now: second(0))
        for step in 1..<60 { #expect(limiter.admit(ada, limit: 1, now: second(Double(step))) != .admitted) }
        #expect(limiter.window(of: ada, now: second(59)) == .init(openedAt: second(0), count: 1))
        #expect(limiter.admit(ada, limit: 1, now: second(60)) == .admitted)
    }

    @Test func `accounts and services are counted apart`() {
        var limiter = RateLimiter()
        let elsewhere = RateLimiter.Key(service: "cavos", user: "ada")
        _ = limiter.admit(ada, limit: 1, now: second(0))
        #expect(limiter.admit(ada, limit: 1, now: second(1)) != .admitted)
        #expect(limiter.admit(grace, limit: 1, now: second(1)) == .admitted)
        #expect(limiter.admit(elsewhere, limit: 1, now: second(1)) == .admitted)
    }

    @Test func `without a limit requests are counted all the same, and a limit set later meets the count`() {
        var limiter = RateLimiter()
        for _ in 0..<5 { #expect(limiter.admit(ada, limit: nil, now: second(0)) == .admitted) }
        #expect(limiter.window(of: ada, now: second(0))?.count == 5)
        #expect(limiter.admit(ada, limit: 5, now: second(1)) != .admitted)
        #expect(limiter.admit(ada, limit: 6, now: second(1)) == .admitted)
    }

    @Test(arguments: [0, -1])
    func `a limit of nothing refuses everything for a minute from now and opens no window`(limit: Int) {
        var limiter = RateLimiter()
        let refused = RateLimiter.Admission.refused(retryAfterSeconds: 60, resetsAt: second(65))
        #expect(limiter.admit(ada, limit: limit, now: second(5)) == refused)
        #expect(limiter.window(of: ada, now: second(5)) == nil)
    }

    @Test func `a clock moved back before the start opens a new window`() {
        var limiter = RateLimiter()
        _ = limiter.admit(ada, limit: 1, now: second(0))
        #expect(limiter.window(of: ada, now: second(-1)) == nil)
        #expect(limiter.admit(ada, limit: 1, now: second(-1)) == .admitted)
        #expect(limiter.admit(ada, limit: 1, now: second(0)) != .admitted)
    }

    @Test func `a clock moved back within the window leaves it open`() {
        var limiter = RateLimiter()
        _ = limiter.admit(ada, limit: 1, now: second(0))
        #expect(limiter.admit(ada, limit: 1, now: second(30)) != .admitted)
        let refused = RateLimiter.Admission.refused(retryAfterSeconds: 50, resetsAt: second(60))
        #expect(limiter.admit(ada, limit: 1, now: second(10)) == refused)
    }

    @Test func `a window can be set and counts on from there`() {
        var limiter = RateLimiter()
        limiter.set(ada, count: 99, now: second(10))
        #expect(limiter.admit(ada, limit: 100, now: second(10)) == .admitted)
        #expect(limiter.admit(ada, limit: 100, now: second(69)) != .admitted)
        #expect(limiter.admit(ada, limit: 100, now: second(70)) == .admitted)
    }

    @Test func `the greatest count that can be set does not overflow`() {
        var limiter = RateLimiter()
        limiter.set(ada, count: .max, now: second(0))
        #expect(limiter.admit(ada, limit: nil, now: second(0)) == .admitted)
        #expect(limiter.window(of: ada, now: second(0))?.count == .max)
    }

    @Test func `windows are cleared by account, or all`() {
        var limiter = RateLimiter()
        limiter.set(ada, count: 5, now: second(0))
        limiter.set(grace, count: 5, now: second(0))
        limiter.clear { $0.user == "ada" }
        #expect(limiter.openWindows(now: second(0)).keys.map(\.user) == ["grace"])
        limiter.clear()
        #expect(limiter.openWindows(now: second(0)).isEmpty)
    }

    @Test func `pruning forgets closed windows and keeps open ones`() {
        var limiter = RateLimiter()
        for number in 0..<600 {
            let account = RateLimiter.Key(service: "capgo", user: "old \(number)")
            limiter.set(account, count: 1, now: second(0))
        }
        for number in 0..<2000 {
            let account = RateLimiter.Key(service: "capgo", user: "new \(number)")
            #expect(limiter.admit(account, limit: 1, now: second(60)) == .admitted)
        }
        #expect(limiter.openWindows(now: second(60)).count == 2000)
        #expect(limiter.openWindows(now: second(0)).isEmpty)
        for number in 0..<2000 {
            let account = RateLimiter.Key(service: "capgo", user: "new \(number)")
            #expect(limiter.admit(account, limit: 1, now: second(61)) != .admitted)
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `in no window are more admitted than the limit, and all are while there is room`(seed: UInt64) {
        var random = RandomSource(seed: seed)
        var limiter = RateLimiter()
        var now = 0.0
        var window: (start: Double, count: Int)?
        for _ in 0..<3000 {
            now += Double(Int.random(in: 0...4000, using: &random)) / 1000
            if let open = window, now >= open.start + 60 { window = nil }
            let hasRoom = (window?.count ?? 0) < 20
            #expect((limiter.admit(ada, limit: 20, now: second(now)) == .admitted) == hasRoom, "seed \(seed)")
            if hasRoom { window = (window?.start ?? now, (window?.count ?? 0) + 1) }
        }
    }
}
