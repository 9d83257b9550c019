import Emulation
import HTTP
import JSON
import Persistence
import Sandboxes
import Testing
import UnderstudyTesting

/// Requests that meet the replacement of the whole world.
@Suite struct ConcurrentReplacementTests {
    @Test func `a state is filled in alike whatever is created while it is checked`() throws {
        let time = Timestamp(milliseconds: 1_770_984_000_000)
        let identifiers = IdentifierSource(seed: 1)
        var stream = identifiers
        let world = try World(seed: Array(DurableEmulator.seed.utf8), identifiers: &stream, now: time)
        let sandbox = Sandbox(world: world, identifiers: identifiers, clock: SandboxClock(frozenAt: time))
        sandbox.background = BackgroundQueue(worker: WorkerThread())
        defer { sandbox.background.finish() }
        let client = InProcessClient(sandbox: sandbox, time: time)
        func create() throws -> String {
            try #require(client.send(DurableEmulator.creation(of: "a")).json["app"]?["id"]?.string)
        }
        let state =
            DurableEmulator.seed.dropLast(2)
            + ",\"apps\":[{\"organization_id\":\"\(DurableEmulator.organization)\",\"name\":\"b\"}]}}"
        var worlds: Set<String> = []
        for round in 1...3 {
            var status = 0
            let replacement = Wire(
                "PUT /_understudy/state", ["Content-Type: application/json"], body: String(state))
            client.send(replacement) { status = $0.response.status }
            var ids: Set<String> = []
            for _ in 1...round { #expect(ids.insert(try create()).inserted) }
            sandbox.background.drain()
            #expect(status == 200)
            let apps = try #require(client.control("GET /_understudy/cavos/apps").json["apps"]?.array)
            #expect(apps.count == 1)
            #expect(try create() != apps.first?["id"]?.string)
            worlds.insert(client.world)
        }
        #expect(worlds.count == 1)
    }
}
