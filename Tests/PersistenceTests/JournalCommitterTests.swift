import ControlPlane
import Emulation
import Glibc
import HTTP
import JSON
import Persistence
import Testing
import Sandboxes
import UnderstudyTesting

/// What is answered, and what is there after a restart.
@Suite struct JournalCommitterTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func health(_ kept: DurableEmulator) throws -> JSONValue {
        try kept.control("GET /_understudy/health").json
    }

    @Test func `a change waits for its flush and a read does not`() throws {
        let kept = try DurableEmulator(folder.path)
        var replies: [Int] = []
        let create = DurableEmulator.creation(of: "a")
        kept.client.send(create) { replies.append($0.response.status) }
        kept.client.send(create) { replies.append($0.response.status) }
        kept.client.send(Wire("GET /_understudy/cavos/apps")) { replies.append($0.response.status) }
        #expect(replies == [200])
        #expect(kept.storage.durableSequence == 0)
        kept.storage.flush()
        #expect(replies == [200, 201, 201])
        #expect(kept.storage.durableSequence == 2)
    }

    @Test func `a full disk refuses changes until there is room and never the reads`() throws {
        let files = FaultyFiles(failingCall: 40, fault: .forGood, code: 28)
        let kept = try DurableEmulator(folder.path, files: files)
        var created = 0
        while try kept.create("App \(created)").status == 201 { created += 1 }
        let world = kept.world
        let refused = try kept.create("One more")
        #expect(refused.description == #"500 {"error":"Internal server error"}"#)
        #expect(kept.world == world)
        #expect(try kept.control("GET /_understudy/cavos/apps").json["apps"]?.array?.count == created)
        #expect(try health(kept)["status"]?.string == "degraded")
        #expect(try health(kept)["reason"]?.string == "changes are refused: No space left on device")
        #expect(try health(kept)["sequence"]?.int == created)
        #expect(try kept.control("POST /_understudy/reset").status == 500)
        #expect(
            try kept.control("DELETE /_understudy/cavos/organizations/\(DurableEmulator.organization)").status == 500)
        #expect(kept.world == world)
        files.heal()
        #expect(try kept.create("One more").status == 201)
        #expect(try health(kept)["status"]?.string == "ok")
        #expect(try health(kept)["reason"] == nil)
        #expect(try DurableEmulator(folder.path).world == kept.world)
    }

    @Test func `a disk that is well again is noticed without a change, by an attempt every few seconds`() throws {
        let files = FaultyFiles()
        let kept = try DurableEmulator(folder.path, files: files)
        #expect(try kept.create("a").status == 201)
        files.breakDown()
        #expect(try kept.create("b").status == 500)
        let before = files.callCount
        #expect(try health(kept)["status"] == "degraded")
        let calls = files.callCount
        #expect(calls > before)
        files.heal()
        let start = kept.time.milliseconds
        for milliseconds in [0, 4_999, 5_000] as [Int64] {
            kept.storage.probe(at: start + milliseconds)
            #expect((kept.storage.degradation == nil) == (milliseconds == 5_000), "\(milliseconds)")
            #expect((files.callCount == calls) == (milliseconds < 5_000), "\(milliseconds)")
        }
        #expect(try health(kept)["status"] == "ok")
        #expect(folder.contents.keys.sorted() == ["journal-000000000001.ndjson", "lock", "snapshot.json"])
        #expect(try kept.create("c").status == 201)
        #expect(try DurableEmulator(folder.path).world == kept.world)
    }

    @Test func `what a read changes by the way cannot make it fail`() throws {
        let seed = """
            {"version": 1, "capydb": {
              "organizations": [{"id": "org_a", "name": "A"}],
              "api_keys": [{"organization_id": "org_a", "name": "k", "key": "capy_live_k", "scopes": ["*"]}]}}
            """
        let files = FaultyFiles()
        let kept = try DurableEmulator(folder.path, seed: seed, files: files)
        let world = kept.world
        files.breakDown()
        let list = Wire("GET /v1/organizations/org_a/api-keys", ["Authorization: Bearer capy_live_k"])
        #expect(try kept.send(list).status == 200)
        kept.storage.flush()
        #expect(kept.world == world)
        let create = Wire(
            "POST /v1/organizations/org_a/api-keys", ["Authorization: Bearer capy_live_k"],
            body: #"{"name":"n","scopes":["*"]}"#)
        #expect(try kept.send(create).status == 500)
        #expect(kept.world == world)
    }

    @Test func `a folder in which nothing can be made is refused at the start`() throws {
        let healthy = FaultyFiles()
        _ = try DataDirectory(folder.path, files: healthy)
        for call in 1...healthy.callCount {
            #expect(throws: StorageError.self, "call \(call)") {
                _ = try DataDirectory(folder.path, files: FaultyFiles(failingCall: call, fault: .forGood, code: EACCES))
            }
        }
    }

    @Test func `a new folder is on the device before anything is stored in it`() throws {
        let files = FaultyFiles()
        _ = try DataDirectory(folder.path + "/a/b/c", files: files)
        #expect(files.foldersSynchronized == [folder.path, folder.path + "/a", folder.path + "/a/b"])
        _ = try DataDirectory(folder.path + "/a/b/c", files: files)
        #expect(files.foldersSynchronized.count == 3)
    }

    @Test(arguments: [EACCES, EIO])
    func `a folder in which one may be made need not be readable`(code: Int32) throws {
        let files = FaultyFiles(failingCall: 2, fault: .once, code: code)
        let directory = try? DataDirectory(folder.path + "/new", files: files)
        #expect((directory != nil) == (code == EACCES))
    }

    @Test func `a folder that was moved away and taken by another is not touched`() throws {
        let path = folder.path + "/state"
        let first = try DurableEmulator(path)
        #expect(try first.create("First").status == 201)
        try SystemFiles().rename(path, to: folder.path + "/moved")
        let second = try DurableEmulator(path)
        #expect(try second.create("Second").status == 201)
        let world = second.world
        #expect(try first.create("Lost").description == #"500 {"error":"Internal server error"}"#)
        first.storage.requestSnapshot()
        first.storage.finish()
        second.storage.finish()
        #expect(try DurableEmulator(path).world == world)
        #expect(try DurableEmulator(folder.path + "/moved").world == first.world)
    }

    @Test(arguments: [true, false])
    func `a process whose folder was taken by another does not empty the other's journal`(hasSnapshot: Bool) throws {
        let path = folder.path + "/state"
        let first = try DurableEmulator(path)
        if hasSnapshot {
            #expect(try first.create("First").status == 201)
            first.storage.requestSnapshot()
        }
        // It has no journal open now, and would begin one of this name.
        let journal = "state/journal-00000000000\(hasSnapshot ? 2 : 1).ndjson"
        try SystemFiles().rename(path, to: folder.path + "/moved")
        let second = try DurableEmulator(path)
        for name in ["a", "b"] { #expect(try second.create(name).status == 201) }
        if hasSnapshot { try folder.write([UInt8]("{}".utf8), to: journal) }
        let before = folder.contents
        #expect(try first.create("Lost").status == 500)
        #expect(folder.contents == before)
        withExtendedLifetime(second) {}
    }

    @Test(arguments: [
        (
            "POST /api/v1/apps", "Authorization: Bearer cav_demo_fake_lantern_ci_000000000000000000000000000",
            #"{"name":"App","organization_id":"a1d4c7e0-1111-4a3b-8c5d-0e6f7a8b9c01"}"#,
            #"500 {"error":"Internal server error"}"#
        ),
        (
            "POST /apikey/", "Authorization: ak_demo_fake_ada_all", #"{"name":"Key","mode":"read"}"#,
            #"500 {"error":"Internal server error","status":"KO"}"#
        ),
        (
            "POST /v1/organizations/org_demo_lantern/api-keys",
            "Authorization: Bearer capy_live_mgmt_demo_fake_0000000000000000000000000000",
            #"{"name":"key","scopes":["projects:read"]}"#, #"500 {"error":"internal server error"}"#
        ),
    ])
    func `a write that cannot be stored is refused in its service's shape and rolled back`(
        line: String, key: String, body: String, refusal: String
    ) throws {
        let files = FaultyFiles()
        let kept = try DurableEmulator(folder.path, seed: SourceTree.text("seed/demo.json"), files: files)
        let wire = Wire(line, [key, "Content-Type: application/json"], body: body)
        let world = kept.world
        files.breakDown()
        #expect(try kept.send(wire).description == refusal)
        #expect(kept.world == world)
        files.heal()
        #expect(try 200..<300 ~= kept.send(wire).status)
        #expect(kept.world != world)
        #expect(try DurableEmulator(folder.path).world == kept.world)
    }

    @Test func `a failed reset leaves clock and ids where they were`() throws {
        let files = FaultyFiles()
        let kept = try DurableEmulator(folder.path, files: files)
        #expect(try kept.control("PUT /_understudy/clock", body: "{\"advance_seconds\":60}").status == 200)
        let clock = try kept.control("GET /_understudy/clock")
        let first = try kept.create("First").json["app"]?["id"]?.string
        files.breakDown()
        #expect(try kept.control("POST /_understudy/reset").status == 500)
        files.heal()
        #expect(try kept.control("GET /_understudy/clock") == clock)
        #expect(try kept.create("Second").json["app"]?["id"]?.string != first)
    }

    @Test func `a reset equals a fresh start and outlives the process`() throws {
        let fresh = try DurableEmulator(folder.path + "/a")
        let kept = try DurableEmulator(folder.path + "/b")
        for name in ["x", "y"] { #expect(try kept.create(name).status == 201) }
        #expect(try kept.control("PUT /_understudy/clock", body: "{\"advance_seconds\":60}").status == 200)
        #expect(try kept.control("POST /_understudy/reset").description == #"200 {"status":"ok"}"#)
        #expect(kept.world == fresh.world)
        #expect(try kept.control("GET /_understudy/clock") == fresh.control("GET /_understudy/clock"))
        #expect(try kept.control("GET /_understudy/limits") == fresh.control("GET /_understudy/limits"))
        #expect(try kept.create("z") == fresh.create("z"))
        #expect(try DurableEmulator(folder.path + "/b").world == fresh.world)
    }

    @Test func `ids from a random seed are not made again after a restart`() throws {
        var ids: Set<String> = []
        for number in 1...20 {
            let kept = try DurableEmulator(folder.path)
            let id = try #require(try kept.create("App \(number)").json["app"]?["id"]?.string)
            #expect(ids.insert(id).inserted)
        }
        #expect(try DurableEmulator(folder.path).recovery?.recordCount == 20)
    }

    @Test func `a snapshot replaces the journals before it`() throws {
        let kept = try DurableEmulator(folder.path)
        for number in 1...3 { #expect(try kept.create("App \(number)").status == 201) }
        kept.storage.requestSnapshot()
        #expect(folder.contents.keys.sorted() == ["journal-000000000004.ndjson", "lock", "snapshot.json"])
        #expect(try folder.lines("journal-000000000004.ndjson").count == 1)
        #expect(try kept.create("App 4").status == 201)
        #expect(folder.contents.keys.sorted() == ["journal-000000000004.ndjson", "lock", "snapshot.json"])
        let again = try DurableEmulator(folder.path)
        #expect(again.recovery?.snapshotSequence == 3)
        #expect(again.recovery?.recordCount == 1)
        #expect(again.world == kept.world)
    }

    @Test func `a new state is stored as a whole or refused as a whole`() throws {
        let kept = try DurableEmulator(folder.path)
        let before = kept.world
        let bad = try kept.control("PUT /_understudy/state", body: "{\"version\":1,\"users\":[{}]}")
        #expect(bad.status == 400)
        #expect(kept.world == before)
        #expect(try kept.control("PUT /_understudy/state", body: "{\"version\":1}").status == 200)
        #expect(kept.world != before)
        #expect(try DurableEmulator(folder.path).world == kept.world)
    }

    @Test func `a second user of the folder is refused and told of the first`() throws {
        let directory = try DataDirectory(folder.path, files: SystemFiles())
        let error = #expect(throws: StorageError.self) { try DataDirectory(folder.path, files: SystemFiles()) }
        let process = String(decoding: try folder.bytes("lock"), as: UTF8.self).dropLast()
        #expect(
            error?.sentence == "\(folder.path) is in use by process \(process)")
        withExtendedLifetime(directory) {}
    }

    @Test(arguments: ["/proc/understudy", "/dev/null/state"])
    func `a folder that cannot be made is refused`(path: String) throws {
        let error = #expect(throws: StorageError.self) { try DataDirectory(path, files: SystemFiles()) }
        guard case .file = error else { throw try #require(error) }
    }

    private func byteCount(_ path: String) throws -> Int {
        try SystemFiles().read(path).count
    }

    @Test func `a journal that is larger than allowed and than the snapshot gives way to a snapshot`() throws {
        let kept = try DurableEmulator(folder.path, journalByteCountMax: 1)
        let snapshot = folder.path + "/snapshot.json"
        let journal = folder.path + "/journal-000000000001.ndjson"
        let first = try SystemFiles().read(snapshot)
        var journalByteCount = 0
        var created = 0
        while try SystemFiles().read(snapshot) == first {
            // The journal may be as large as the snapshot, whatever is allowed.
            journalByteCount = try byteCount(journal)
            #expect(journalByteCount <= first.count)
            created += 1
            #expect(try kept.create("App \(created)").status == 201)
        }
        #expect(created > 1)
        #expect(throws: FileError.self) { try byteCount(journal) }
        #expect(try DurableEmulator(folder.path).world == kept.world)
    }

    @Test func `a journal that is as large as allowed stays`() throws {
        let kept = try DurableEmulator(folder.path, journalByteCountMax: 1 << 20)
        let first = try SystemFiles().read(folder.path + "/snapshot.json")
        for number in 0..<30 { #expect(try kept.create("App \(number)").status == 201) }
        #expect(try byteCount(folder.path + "/journal-000000000001.ndjson") > first.count)
        #expect(try SystemFiles().read(folder.path + "/snapshot.json") == first)
    }
}
