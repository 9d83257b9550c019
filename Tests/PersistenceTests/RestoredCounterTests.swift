import JSON
import Testing
import Sandboxes
import UnderstudyTesting

/// Capgo's numbers, which never go back but for a reset.
@Suite struct RestoredCounterTests {
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

    /// Makes a key, a bundle and a channel.
    ///
    /// - Returns: their numbers.
    private func create(_ number: Int, _ kept: DurableEmulator) throws -> [String: Int] {
        let app = "app.lantern.wallet"
        let requests = [
            ("POST /apikey/", #"{"name":"Key \#(number)","mode":"read"}"#),
            (
                "POST /bundle/",
                #"{"app_id":"\#(app)","version":"77.\#(number).0","external_url":"https://x.example/1.zip","checksum":"c"}"#
            ),
            ("POST /channel/", #"{"app_id":"\#(app)","channel":"channel\#(number)"}"#),
        ]
        for (line, body) in requests {
            #expect(try kept.send(Wire(line, Self.fields, body: body)).status == 200, "\(line) \(body)")
        }
        let state = try kept.control("GET /_understudy/state").json["capgo"]
        var numbers: [String: Int] = [:]
        for list in ["api_keys", "bundles", "channels"] {
            numbers[list] = try #require(state?[list]?.array?.last?["id"]?.int)
        }
        return numbers
    }

    private func expectNext(_ numbers: [String: Int], after earlier: [String: Int]) {
        #expect(numbers == earlier.mapValues { $0 + 1 })
    }

    enum Way: CaseIterable {
        case snapshot
        case export
        case emptySeed
    }

    @Test(arguments: Way.allCases)
    func `what is made after a restore has numbers above all before it, also after a crash`(way: Way) throws {
        var kept = try start()
        #expect(try kept.control("POST /_understudy/snapshots", body: #"{"name":"early"}"#).status == 201)
        let export = try kept.control("GET /_understudy/state").body
        var last = try create(1, kept)
        for number in 2...3 {
            let numbers = try create(number, kept)
            expectNext(numbers, after: last)
            last = numbers
        }
        switch way {
        case .snapshot: #expect(try kept.control("POST /_understudy/snapshots/early/restore").status == 200)
        case .export: #expect(try kept.control("PUT /_understudy/state", body: export).status == 200)
        case .emptySeed:
            #expect(try kept.control("PUT /_understudy/state", body: #"{"version":1}"#).status == 200)
            #expect(try kept.control("POST /_understudy/snapshots/early/restore").status == 200)
        }
        // The first start has the record of the restoring to go by, the second one the snapshot.
        for number in 4...6 {
            kept = try start()
            let numbers = try create(number, kept)
            expectNext(numbers, after: last)
            last = numbers
            if number == 5 { kept.storage.requestSnapshot() }
        }
    }

    @Test func `an export of a later state brings its numbers with it`() throws {
        let kept = try start()
        let first = try create(1, kept)
        let later = try kept.control("GET /_understudy/state").body
        #expect(try kept.control("POST /_understudy/reset").status == 200)
        #expect(try kept.control("PUT /_understudy/state", body: later).status == 200)
        expectNext(try create(2, kept), after: first)
    }

    @Test func `a reset goes back to the seed's numbers`() throws {
        let kept = try start()
        let first = try create(1, kept)
        #expect(try kept.control("POST /_understudy/reset").status == 200)
        let again = try start()
        #expect(try create(1, again) == first)
    }

    @Test func `a restore that could not be stored leaves the counters unchanged`() throws {
        let files = FaultyFiles()
        let kept = try DurableEmulator(folder.path, seed: seed, files: files)
        #expect(try kept.control("POST /_understudy/snapshots", body: #"{"name":"early"}"#).status == 201)
        let first = try create(1, kept)
        let world = kept.world
        files.breakDown()
        #expect(try kept.control("POST /_understudy/snapshots/early/restore").status == 500)
        files.heal()
        #expect(kept.world == world)
        expectNext(try create(2, kept), after: first)
    }
}
