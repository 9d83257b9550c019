import JSON
import Persistence
import Testing
import Sandboxes
import UnderstudyTesting

/// A restore gives exactly the world of the snapshot: what is created after it has the same ids and numbers each time.
@Suite struct RepeatedRestoreTests {
    private static let fields = ["Authorization: ak_demo_fake_ada_all", "Content-Type: application/json"]
    private let folder: TemporaryFolder
    private let seed: String

    init() throws {
        folder = try TemporaryFolder()
        seed = try SourceTree.text("seed/demo.json")
    }

    private func start() throws -> DurableEmulator {
        try DurableEmulator(folder.path, seed: seed)
    }

    /// Creates entities with ids, keys and numbers of all three services, with five counted requests.
    ///
    /// - Returns: the answers.
    private func create(_ kept: DurableEmulator) throws -> [String] {
        let app = "app.lantern.wallet"
        let cavos = ["Authorization: Bearer cav_demo_fake_lantern_ci_000000000000000000000000000"]
        let requests = [
            ("POST /apikey/", Self.fields, #"{"name":"Key","mode":"read"}"#),
            (
                "POST /bundle/", Self.fields,
                #"{"app_id":"\#(app)","version":"77.0.0","external_url":"https://x.example/1.zip","checksum":"c"}"#
            ),
            ("POST /channel/", Self.fields, #"{"app_id":"\#(app)","channel":"new"}"#),
            ("POST /organization/", Self.fields, #"{"name":"New"}"#),
            ("PUT /apikey/1", Self.fields, #"{"regenerate":true}"#),
            (
                "POST /api/v1/apps", cavos,
                #"{"name":"New","organization_id":"a1d4c7e0-1111-4a3b-8c5d-0e6f7a8b9c01"}"#
            ),
            (
                "POST /_understudy/capydb/organizations/org_demo_lantern/api-keys", [],
                #"{"name":"New","scopes":["projects:read"]}"#
            ),
        ]
        return try requests.map { line, fields, body in
            let reply = try kept.send(Wire(line, fields + ["Content-Type: application/json"], body: body))
            #expect([200, 201].contains(reply.status), "\(line): \(reply)")
            return reply.description
        }
    }

    enum Way: CaseIterable {
        case snapshot
        case export
        /// An empty world comes in between.
        case emptySeed
    }

    private func restore(_ kept: DurableEmulator, by way: Way, export: String) throws {
        switch way {
        case .snapshot: #expect(try kept.control("POST /_understudy/snapshots/early/restore").status == 200)
        case .export: #expect(try kept.control("PUT /_understudy/state", body: export).status == 200)
        case .emptySeed:
            #expect(try kept.control("PUT /_understudy/state", body: #"{"version":1}"#).status == 200)
            #expect(try kept.control("POST /_understudy/snapshots/early/restore").status == 200)
        }
        #expect(try kept.control("GET /_understudy/state").body == export)
    }

    @Test(arguments: Way.allCases)
    func `after each restore the same ids and numbers follow, also after a crash`(way: Way) throws {
        var kept = try start()
        _ = try create(kept)
        let removal = Wire("DELETE /bundle/", Self.fields, body: #"{"app_id":"app.lantern.wallet","version":"77.0.0"}"#)
        #expect(try kept.send(removal).status == 200)
        let channel = Wire("DELETE /channel/", Self.fields, body: #"{"app_id":"app.lantern.wallet","channel":"new"}"#)
        #expect(try kept.send(channel).status == 200)
        #expect(try kept.control("POST /_understudy/snapshots", body: #"{"name":"early"}"#).status == 201)
        let export = try kept.control("GET /_understudy/state").body
        let first = try create(kept)
        for _ in 1...2 {
            try restore(kept, by: way, export: export)
            #expect(try create(kept) == first)
        }
        // The first start has the record of the restore, the second one the snapshot of its world.
        for hasSnapshot in [false, true] {
            try restore(kept, by: way, export: export)
            if hasSnapshot { kept.storage.requestSnapshot() }
            kept = try start()
            #expect(kept.recovery?.recordCount == 0 || !hasSnapshot)
            #expect(kept.world == export)
            #expect(try create(kept) == first)
        }
    }

    @Test(arguments: Way.allCases)
    func `a test that restores first never meets the rate limit of the tests before it`(way: Way) throws {
        let limited = DurableEmulator.seed.replacing(#""app_limit": null"#, with: #""requests_per_minute": 5"#)
        let kept = try DurableEmulator(folder.path, seed: limited)
        #expect(try kept.control("POST /_understudy/snapshots", body: #"{"name":"early"}"#).status == 201)
        let export = try kept.control("GET /_understudy/state").body
        for _ in 1...5 {
            try restore(kept, by: way, export: export)
            for number in 1...5 { #expect(try kept.create("App \(number)").status == 201) }
            #expect(try kept.create("one too many").status == 429)
        }
    }

    @Test func `an export of a later state brings its numbers with it`() throws {
        let kept = try start()
        let before = kept.world
        let first = try create(kept)
        let later = try kept.control("GET /_understudy/state").body
        #expect(try kept.control("POST /_understudy/reset").status == 200)
        #expect(kept.world == before)
        #expect(try create(kept) == first)
        #expect(try kept.control("PUT /_understudy/state", body: later).status == 200)
        #expect(kept.world == later)
    }

    @Test func `a reset is as a fresh start, also after a restart`() throws {
        let kept = try start()
        let first = try create(kept)
        #expect(try kept.control("POST /_understudy/reset").status == 200)
        #expect(try create(kept) == first)
        var again = try start()
        #expect(again.world == kept.world)
        #expect(try again.control("POST /_understudy/reset").status == 200)
        #expect(try create(again) == first)
        let world = again.world
        again = try DurableEmulator(TemporaryFolder().path, seed: seed)
        #expect(try create(again) == first)
        #expect(again.world == world)
    }

    @Test func `a restore that could not be stored leaves counters and ids unchanged`() throws {
        let files = FaultyFiles()
        let kept = try DurableEmulator(folder.path, seed: seed, files: files)
        #expect(try kept.control("POST /_understudy/snapshots", body: #"{"name":"early"}"#).status == 201)
        let keyNumbers = { try kept.control("GET /_understudy/capgo/apikeys").json["data"]?.array?.map { $0["id"] } }
        _ = try create(kept)
        let (world, numbers) = (kept.world, try keyNumbers())
        files.breakDown()
        #expect(try kept.control("POST /_understudy/snapshots/early/restore").status == 500)
        files.heal()
        #expect(kept.world == world)
        #expect(try keyNumbers() == numbers)
    }

    @Test func `a snapshot that people wrote is filled in from the clock and the stream of ids`() throws {
        let kept = try start()
        #expect(try kept.control("POST /_understudy/snapshots", body: #"{"name":"mine"}"#).status == 201)
        let text = try SourceTree.text("seed/minimal.json")
        try folder.write(Array(text.utf8), to: "snapshots/mine.json")
        #expect(try kept.control("PUT /_understudy/clock", body: #"{"freeze":"2031-05-06T07:08:09Z"}"#).status == 200)
        #expect(try kept.control("PUT /_understudy/state", body: text).status == 200)
        let world = kept.world
        #expect(world.contains(#""created_at":"2031-05-06T07:08:09Z""#))
        _ = try kept.control("POST /_understudy/cavos/organizations", body: #"{"name":"x"}"#)
        for _ in 1...2 {
            #expect(try kept.control("POST /_understudy/snapshots/mine/restore").status == 200)
            #expect(kept.world == world)
        }
        #expect(try start().world == world)
    }
}
