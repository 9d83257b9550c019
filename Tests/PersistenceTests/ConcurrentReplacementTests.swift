import ControlPlane
import Emulation
import HTTP
import JSON
import Persistence
import Testing
import Sandboxes
import UnderstudyTesting

/// Requests that meet the replacement of the whole world.
@Suite struct ConcurrentReplacementTests {
    private static func request(_ line: String, body: String = "") throws -> Request {
        try Wire(line, body.isEmpty ? [] : ["Content-Type: application/json"], body: body).request()
    }

    @Test func `two resets that are refused together leave clock and ids where they were`() throws {
        let folder = try TemporaryFolder()
        let files = FaultyFiles()
        let kept = try DurableEmulator(folder.path, files: files)
        #expect(try kept.control("PUT /_understudy/clock", body: "{\"advance_seconds\":60}").status == 200)
        let clock = try kept.control("GET /_understudy/clock")
        let first = try kept.create("First").json["app"]?["id"]?.string
        files.breakDown()
        let reset = try Self.request("POST /_understudy/reset")
        var refusalCount = 0
        for _ in 1...2 {
            kept.controlPlane.respond(to: reset, systemTime: kept.time) { reply in
                if case .whole(let response) = reply, response.status == 500 { refusalCount += 1 }
            }
        }
        kept.keeper.flush()
        #expect(refusalCount == 2)
        files.heal()
        #expect(try kept.control("GET /_understudy/clock") == clock)
        #expect(try kept.create("Second").json["app"]?["id"]?.string != first)
    }

    @Test func `ids that are given while a state is checked are not filled in there`() throws {
        let time = Timestamp(milliseconds: 1_770_984_000_000)
        var identifiers = IdentifierSource(seed: 1)
        let world = try World(seed: Array(DurableEmulator.seed.utf8), identifiers: &identifiers, now: time)
        let worker = WorkerThread()
        let emulator = Emulator(
            sandbox: Sandbox(world: world, identifiers: identifiers, clock: SandboxClock(frozenAt: time)),
            background: BackgroundQueue(worker: worker))
        defer { emulator.background.finish() }
        let controlPlane = ControlPlane(
            emulator: emulator, requestGuard: RequestGuard(), status: ServerStatus(version: "test", startedAt: time))
        func create() throws -> String {
            let request = try Wire(
                "POST /api/v1/apps", ["Authorization: Bearer cav_fake_ci", "Content-Type: application/json"],
                body: "{\"name\":\"a\",\"organization_id\":\"\(DurableEmulator.organization)\"}"
            ).request()
            let reply = Reply(emulator.respond(to: request, systemTime: time))
            return try #require(reply.json["app"]?["id"]?.string)
        }
        let state =
            DurableEmulator.seed.dropLast(2)
            + ",\"apps\":[{\"organization_id\":\"\(DurableEmulator.organization)\",\"name\":\"b\"}]}}"
        var ids: Set<String> = []
        for _ in 1...2 {
            var status = 0
            controlPlane.respond(to: try Self.request("PUT /_understudy/state", body: String(state)), systemTime: time)
            {
                if case .whole(let response) = $0 { status = response.status }
            }
            // The first id that is filled in is the key's.
            for _ in 1...3 { #expect(ids.insert(try create()).inserted) }
            emulator.background.drain()
            #expect(status == 200)
            let apps = try #require(
                Reply(controlPlane.respond(to: Self.request("GET /_understudy/cavos/apps"), systemTime: time))
                    .json["apps"]?.array)
            #expect(apps.count == 1)
            #expect(ids.insert(try #require(apps.first?["id"]?.string)).inserted)
            #expect(ids.insert(try create()).inserted)
        }
    }
}
