import Emulation
import JSON
import Persistence
import Testing
import Sandboxes
import UnderstudyTesting

/// Ids and keys continue after a restart as they would have without it.
@Suite struct RestartedStreamTests {
    private let demo: String

    init() throws {
        demo = try SourceTree.text("seed/demo.json")
    }

    @Test(arguments: [21, 22] as [UInt64])
    func `a life with crashes is answered as the same life without them`(seed: UInt64) throws {
        let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
        let steady = try DurableEmulator(other.path, seed: demo)
        var crashing = try DurableEmulator(folder.path, seed: demo)
        var (one, two) = (RandomLife(seed: seed), RandomLife(seed: seed))
        var chance = SeededGenerator(seed: seed)
        for number in 1...50 {
            // Rate windows are not kept.
            for kept in [steady, crashing] { #expect(try kept.control("DELETE /_understudy/limits").status == 200) }
            let (request, reply) = try one.act(on: steady)
            let answer = try two.act(on: crashing)
            // A named snapshot has the time of its file.
            if request.hasPrefix("POST /_understudy/snapshots ") {
                #expect(answer.reply.status == reply.status)
            } else {
                #expect(answer == (request, reply), "seed \(seed), request \(number)")
            }
            switch Int.random(in: 0..<8, using: &chance) {
            case 0:
                crashing = try DurableEmulator(folder.path, seed: demo)
                #expect(crashing.world == steady.world, "seed \(seed), request \(number)")
            case 1: crashing.storage.requestSnapshot()
            default: break
            }
        }
        #expect(crashing.world == steady.world, "seed \(seed)")
        #expect(one.succeeded.count > 10)
    }

    @Test func `no id is given twice over power losses, and each is the one that was next`() throws {
        let path = "/state/data"
        let steady = try InProcessClient(seed: DurableEmulator.seed)
        var files = VolatileFiles()
        var ids: [String] = []
        for number in 1...12 {
            let kept = try DurableEmulator(path, files: files)
            if number.isMultiple(of: 4) { kept.storage.requestSnapshot() }
            let reply = try kept.create("App \(number)")
            ids.append(try #require(reply.json["app"]?["id"]?.string))
            #expect(steady.send(DurableEmulator.creation(of: "App \(number)")).json["app"]?["id"]?.string == ids.last)
            files = VolatileFiles(try #require(files.images.last), after: .losesAll)
        }
        #expect(Set(ids).count == 12)
    }

    @Test func `a refused change gives its ids back`() throws {
        let folder = try TemporaryFolder()
        let files = FaultyFiles()
        let kept = try DurableEmulator(folder.path, files: files)
        let steady = try InProcessClient(seed: DurableEmulator.seed)
        files.breakDown()
        #expect(try kept.create("lost").status == 500)
        files.heal()
        let creation = DurableEmulator.creation(of: "first")
        #expect(try kept.send(creation).json["app"]?["id"] == steady.send(creation).json["app"]?["id"])
    }

    @Test func `a request that uses no id adds no position to the journal`() throws {
        let folder = try TemporaryFolder()
        let kept = try DurableEmulator(folder.path)
        let app = try #require(try kept.create("a").json["app"]?["id"]?.string)
        let change = try kept.control("PATCH /_understudy/cavos/apps/\(app)", body: #"{"is_active":false}"#)
        #expect(change.status == 200)
        let journal = try SystemFiles().read(folder.path + "/journal-000000000001.ndjson")
        let records = String(decoding: journal, as: UTF8.self).split(separator: "\n")
        #expect(records.suffix(2).map { $0.contains("id_stream") } == [true, false])
    }

    @Test func `a state without a position continues the stream of the start`() throws {
        let client = try InProcessClient(seed: DurableEmulator.seed)
        let state = client.world
        let create = { client.send(DurableEmulator.creation(of: "a")).json["app"]?["id"]?.string }
        _ = create()
        let old = state.replacing(/,\n"id_stream": "[0-9a-f]{16}"/, with: "")
        #expect(old != state)
        #expect(client.control("PUT /_understudy/state", body: old).status == 200)
        let first = create()
        #expect(client.control("PUT /_understudy/state", body: old).status == 200)
        #expect(create() == first)
    }
}
