import Emulation
import HTTP
import JSON
import Testing
import Sandboxes
import UnderstudyTesting

struct SandboxTests {
    private static let limits = "GET /_understudy/limits"

    /// Whatever can be seen of a client's sandbox from outside.
    private func observe(_ client: InProcessClient) -> [String] {
        ["GET /_understudy/state", "GET /_understudy/clock", Self.limits].map { client.send($0).description }
    }

    @Test(arguments: 0..<20)
    func `after a reset everything is as after a fresh start`(number: Int) throws {
        var generator = SeedGenerator(seed: UInt64(number))
        let seed = generator.text()
        let used = try InProcessClient(seed: seed)
        for _ in 0..<40 {
            _ = used.send(generator.request(used.sandbox.world))
            used.advance(seconds: 1)
        }
        _ = used.control("PUT /_understudy/clock", body: #"{"run":true}"#)
        #expect(used.control("POST /_understudy/reset").status == 200)
        let fresh = try InProcessClient(seed: seed)
        #expect(observe(used) == observe(fresh))
        for _ in 0..<40 {
            let wire = generator.request(fresh.sandbox.world)
            #expect(used.send(wire) == fresh.send(wire), "seed \(number): \(wire)")
        }
        #expect(observe(used) == observe(fresh))
    }

    @Test func `a request that changes something moves the sequence on, another does not`() throws {
        let client = try InProcessClient(seed: SourceTree.text("seed/minimal.json"))
        let sandbox = client.sandbox
        #expect(sandbox.sequence == 0)
        _ = client.send("POST /api/v1/apps")
        #expect(sandbox.sequence == 0)
        _ = client.control("POST /_understudy/cavos/organizations", body: #"{"name":"x"}"#)
        #expect(sandbox.sequence == 1)
        sandbox.reset(at: .earliest)
        #expect(sandbox.sequence == 2)
        sandbox.replaceWorld(World())
        #expect(sandbox.sequence == 3)
    }

    @Test func `another world replaces this one, clears the rate windows and leaves the clock`() throws {
        let client = try InProcessClient(seed: SourceTree.text("seed/minimal.json"))
        client.advance(seconds: 5)
        let sandbox = client.sandbox
        let now = try #require(Timestamp(rfc3339: "2026-02-13T12:00:05Z"))
        sandbox.limiter.set(.init(service: "cavos", user: "x"), count: 3, now: now)
        sandbox.replaceWorld(World())
        #expect(sandbox.world.accounts.users.count == 0)
        #expect(sandbox.clock.now(systemTime: .earliest) == now)
        #expect(sandbox.limiter.openWindows(now: now).isEmpty)
    }

    @Test func `two sandboxes share nothing`() throws {
        let (one, other) = (
            try InProcessClient(seed: SourceTree.text("seed/minimal.json")),
            try InProcessClient(seed: SourceTree.text("seed/minimal.json"))
        )
        _ = one.control("POST /_understudy/cavos/organizations", body: #"{"name":"x"}"#)
        one.advance(seconds: 9)
        #expect(one.world != other.world)
        #expect(other.send("GET /_understudy/clock").body.contains(InProcessClient.start))
    }
}
