import HTTP
import JSON
import Persistence
import Sandboxes
import Testing
import UnderstudyTesting

/// Batches and snapshots that are under way while new writes come.
@Suite struct GroupCommitTests {
    private let folder: TemporaryFolder
    private let files = FaultyFiles()
    private let journal = SteppedWorker()
    private let snapshots = SteppedWorker()
    private let requests = SteppedWorker()

    init() throws {
        folder = try TemporaryFolder()
    }

    private func start() throws -> DurableEmulator {
        try DurableEmulator(
            folder.path, files: files,
            workers: Storage.Workers(journal: journal, snapshots: snapshots, requests: requests))
    }

    /// What has been answered, in order: the app's name and the status.
    private final class Replies {
        var list: [String] = []
    }

    private func create(_ names: String..., at kept: DurableEmulator, _ replies: Replies) throws {
        for name in names {
            kept.send(DurableEmulator.creation(of: name)) { replies.list.append("\(name) \($0.status)") }
        }
    }

    /// Runs the batch that is under way, and delivers its result.
    private func finishBatch(_ kept: DurableEmulator) {
        #expect(journal.step())
        kept.storage.deliverResults()
    }

    @Test func `a write that comes while a batch is under way waits for the next one`() throws {
        let kept = try start()
        let replies = Replies()
        try create("a", "b", at: kept, replies)
        kept.storage.flush()
        try create("c", at: kept, replies)
        kept.storage.flush()
        #expect(journal.jobCount == 1)
        #expect(replies.list == [])
        #expect(kept.storage.durableSequence == 0)

        finishBatch(kept)
        #expect(replies.list == ["a 201", "b 201"])
        #expect(kept.storage.durableSequence == 2)
        #expect(try DurableEmulator(folder.path).sandbox.sequence == 2)

        kept.storage.flush()
        finishBatch(kept)
        #expect(replies.list == ["a 201", "b 201", "c 201"])
        #expect(try DurableEmulator(folder.path).world == kept.world)
    }

    /// Requests that follow another one's change, and what each is answered when that change is durable.
    private static let followers = [
        (Wire("DELETE /_understudy/cavos/apps/{app}"), "404"),
        (Wire("POST /api/v1/apps", ["Authorization: Bearer cav_revoked"], body: "{}"), "401"),
        (Wire("POST /_understudy/limits"), "405"), (Wire("POST /nowhere"), "404"),
        (Wire("PUT /_understudy/clock", ["Content-Type: application/json"], body: #"{"advance_seconds":1}"#), "200"),
        (Wire("DELETE /_understudy/limits"), "200"),
        (Wire("DELETE /device/", ["Authorization: ak_none"], body: "{}"), "401"),
        (Wire("FETCH /v1/projects"), "405"),
    ]

    @Test(arguments: [true, false])
    func `an unsafe request that changes nothing is answered when what it found is durable`(isWritten: Bool) throws {
        let kept = try start()
        let replies = Replies()
        try create("a", at: kept, replies)
        kept.storage.flush()
        finishBatch(kept)
        let app = try #require(try appIDs(kept).first)
        replies.list = []
        kept.send(Wire("DELETE /_understudy/cavos/apps/\(app)")) { replies.list.append("\($0.status)") }
        kept.storage.flush()
        for (wire, _) in Self.followers {
            var wire = wire
            wire.line = wire.line.replacing("{app}", with: app)
            kept.send(wire) { replies.list.append("\($0.status)") }
        }
        for line in ["GET /_understudy/health", "HEAD /_understudy/health", "OPTIONS /v1/projects"] {
            kept.send(Wire(line)) { replies.list.append("\(line) \($0.status)") }
        }
        #expect(
            replies.list == [
                "GET /_understudy/health 200", "HEAD /_understudy/health 200", "OPTIONS /v1/projects 405",
            ])
        replies.list = []
        if !isWritten { files.breakDown() }
        finishBatch(kept)
        let statuses = isWritten ? ["200"] + Self.followers.map(\.1) : Array(repeating: "500", count: 9)
        #expect(replies.list == statuses)
        if !isWritten { #expect(try appIDs(kept) == [app]) }
    }

    @Test func `a written batch is not acknowledged before its result is delivered`() throws {
        let kept = try start()
        let replies = Replies()
        try create("a", at: kept, replies)
        kept.storage.flush()
        #expect(journal.step())
        #expect(replies.list == [])
        kept.storage.deliverResults()
        #expect(replies.list == ["a 201"])
    }

    @Test func `a batch that fails is rolled back together with the changes made meanwhile`() throws {
        let kept = try start()
        let replies = Replies()
        try create("kept", at: kept, replies)
        kept.storage.flush()
        finishBatch(kept)
        let world = kept.world

        try create("a", at: kept, replies)
        kept.storage.flush()
        try create("b", "c", at: kept, replies)
        files.breakDown()
        finishBatch(kept)
        #expect(replies.list == ["kept 201", "a 500", "b 500", "c 500"])
        #expect(kept.world == world)
        #expect(kept.sandbox.sequence == 1)
        #expect(kept.storage.degradation != nil)

        files.heal()
        kept.storage.flush()
        #expect(journal.jobCount == 0)
        try create("d", at: kept, replies)
        kept.storage.flush()
        finishBatch(kept)
        #expect(replies.list.last == "d 201")
        #expect(kept.storage.degradation == nil)
        let again = try DurableEmulator(folder.path)
        #expect(again.world == kept.world)
        #expect(again.recovery?.recordCount == 2)
    }

    @Test func `a snapshot that is asked for while a batch is under way has that batch and nothing later`() throws {
        let kept = try start()
        let replies = Replies()
        try create("a", at: kept, replies)
        kept.storage.flush()
        try create("b", at: kept, replies)
        kept.storage.requestSnapshot()
        #expect(snapshots.jobCount == 0)

        finishBatch(kept)
        #expect(snapshots.jobCount == 1)
        #expect(snapshots.step())
        kept.storage.deliverResults()
        var again = try DurableEmulator(folder.path)
        #expect(again.recovery?.snapshotSequence == 1)
        #expect(again.sandbox.sequence == 1)

        kept.storage.flush()
        finishBatch(kept)
        again = try DurableEmulator(folder.path)
        #expect(again.recovery?.snapshotSequence == 1)
        #expect(again.world == kept.world)
        #expect(replies.list == ["a 201", "b 201"])
    }

    @Test func `writes do not wait for a snapshot that is under way, and a crash before its end loses none`() throws {
        let kept = try start()
        let replies = Replies()
        try create("a", at: kept, replies)
        kept.storage.flush()
        finishBatch(kept)
        kept.storage.requestSnapshot()
        try create("b", at: kept, replies)
        kept.storage.flush()
        finishBatch(kept)
        #expect(replies.list == ["a 201", "b 201"])
        #expect(snapshots.jobCount == 1)
        var again = try DurableEmulator(folder.path)
        #expect(again.recovery?.snapshotSequence == 0)
        #expect(again.world == kept.world)

        // A second request while one is under way is met when that one is done, since there is something new.
        kept.storage.requestSnapshot()
        #expect(snapshots.jobCount == 1)
        #expect(snapshots.step())
        kept.storage.deliverResults()
        #expect(snapshots.jobCount == 1)
        #expect(snapshots.step())
        kept.storage.deliverResults()
        #expect(snapshots.jobCount == 0)
        again = try DurableEmulator(folder.path)
        #expect(again.recovery?.snapshotSequence == 2)
        #expect(again.recovery?.recordCount == 0)
        #expect(again.world == kept.world)
    }

    @Test func `a snapshot that fails leaves the journal as it was, and the next one succeeds`() throws {
        let kept = try start()
        let replies = Replies()
        try create("a", at: kept, replies)
        kept.storage.flush()
        finishBatch(kept)
        kept.storage.requestSnapshot()
        files.breakDown()
        #expect(snapshots.step())
        files.heal()
        kept.storage.deliverResults()
        #expect(kept.storage.degradation == "the snapshot was not written: No space left on device")
        try create("b", at: kept, replies)
        kept.storage.flush()
        finishBatch(kept)
        #expect(replies.list == ["a 201", "b 201"])
        #expect(try DurableEmulator(folder.path).world == kept.world)
        kept.storage.requestSnapshot()
        #expect(snapshots.step())
        kept.storage.deliverResults()
        #expect(kept.storage.degradation == nil)
        #expect(try DurableEmulator(folder.path).recovery?.snapshotSequence == 2)
    }

    @Test func `a snapshot that the next start would refuse is not written, and the journal stays`() throws {
        let kept = try start()
        let replies = Replies()
        try create("a", at: kept, replies)
        kept.storage.flush()
        finishBatch(kept)
        let before = folder.contents
        let problems = ["line 7: it is wrong", nil]
        let position = JournalPosition(sequence: 1, checksum: 0)
        let text = WorldText(kept.sandbox.world, position: position)
        for problem in problems {
            let result = Result { () throws(SnapshotError) in
                try kept.storage.directory.writeSnapshot(text, upTo: position) { written in
                    problem ?? (written.starts(with: "{\n\"version\": 1".utf8) ? nil : "it is another text")
                }
            }
            if let problem {
                #expect(throws: SnapshotError.wrong(problem)) { try result.get() }
                #expect(folder.contents == before)
            } else {
                #expect(try result.get().removalFailure == nil)
                #expect(folder.contents["journal-000000000001.ndjson"] == nil)
            }
        }
    }

    @Test func `a journal that cannot be removed is named, and the snapshot is not written again`() throws {
        let kept = try start()
        let replies = Replies()
        var reports: [String] = []
        kept.storage.onFailure = { reports.append($0) }
        try create("a", at: kept, replies)
        kept.storage.flush()
        finishBatch(kept)
        kept.storage.requestSnapshot()
        let calls = files.callCount
        #expect(snapshots.step())
        kept.storage.deliverResults()
        let callsOfSnapshot = files.callCount - calls
        try create("b", at: kept, replies)
        kept.storage.flush()
        finishBatch(kept)

        kept.storage.requestSnapshot()
        files.fail(atCall: files.callCount + callsOfSnapshot, .once)
        #expect(snapshots.step())
        kept.storage.deliverResults()
        let journal = "journal-000000000002.ndjson"
        #expect(folder.contents[journal] != nil)
        #expect(kept.storage.degradation == "an old journal was not removed: No space left on device")
        #expect(
            reports == [
                "the snapshot was written, but a journal that it replaces could not be removed: "
                    + "\(folder.path)/\(journal): No space left on device"
            ])
        kept.storage.requestSnapshot()
        #expect(snapshots.jobCount == 0)
        #expect(try DurableEmulator(folder.path).recovery?.snapshotSequence == 2)

        try create("c", at: kept, replies)
        kept.storage.flush()
        finishBatch(kept)
        kept.storage.requestSnapshot()
        #expect(snapshots.step())
        kept.storage.deliverResults()
        #expect(kept.storage.degradation == nil)
        #expect(folder.contents[journal] == nil)
        #expect(try DurableEmulator(folder.path).world == kept.world)
    }

    @Test func `two resets that are refused together leave clock and ids where they were`() throws {
        let kept = try start()
        let replies = Replies()
        #expect(try kept.control("PUT /_understudy/clock", body: #"{"advance_seconds":60}"#).status == 200)
        let clock = try kept.control("GET /_understudy/clock")
        try create("first", at: kept, replies)
        kept.storage.flush()
        finishBatch(kept)
        let ids = try appIDs(kept)
        // The second one comes while the first one is under way, and with it the clock that the first one has set back.
        for number in 1...2 {
            kept.send(Wire("POST /_understudy/reset")) { replies.list.append("reset \(number) \($0.status)") }
            kept.storage.flush()
        }
        #expect(journal.jobCount == 1)
        #expect(try kept.control("GET /_understudy/clock") != clock)
        files.breakDown()
        finishBatch(kept)
        #expect(replies.list == ["first 201", "reset 1 500", "reset 2 500"])
        files.heal()
        #expect(try kept.control("GET /_understudy/clock") == clock)
        #expect(try appIDs(kept) == ids)
        try create("second", at: kept, replies)
        kept.storage.flush()
        finishBatch(kept)
        #expect(try Set(appIDs(kept)).count == 2)
    }

    @Test(arguments: ["POST /_understudy/reset", "PUT /_understudy/state"], [true, false])
    func `clock and limits that are set while a replacement waits stay if they are acknowledged`(
        line: String, isWritten: Bool
    ) throws {
        let kept = try start()
        let replies = Replies()
        func send(_ name: String, _ line: String, _ body: String) {
            let wire = Wire(line, body.isEmpty ? [] : ["Content-Type: application/json"], body: body)
            kept.send(wire) { replies.list.append("\(name) \($0.status)") }
            while requests.step() { kept.storage.deliverResults() }
            kept.storage.flush()
        }
        func set(_ number: Int) {
            let window = #"{"service":"capgo","user":"ada@example.com","requests":\#(number)}"#
            send("clock", "PUT /_understudy/clock", #"{"freeze":"2031-05-06T07:08:0\#(number)Z"}"#)
            send("limits", "PUT /_understudy/limits", window)
        }
        func observe() throws -> [Reply] {
            try ["clock", "limits", "state"].map { try kept.control("GET /_understudy/\($0)") }
        }
        let lines = ["clock", "limits"]
        set(1)
        #expect(replies.list == lines.map { $0 + " 200" })
        replies.list = []
        let before = try observe()
        for number in 2...3 {
            send("replacement", line, line.hasPrefix("PUT") ? DurableEmulator.seed : "")
            set(number)
        }
        #expect(replies.list == [])
        let after = try observe()
        #expect(after != before)
        if !isWritten { files.breakDown() }
        finishBatch(kept)
        if isWritten {
            kept.storage.flush()
            finishBatch(kept)
        }
        let names = (1...2).flatMap { _ in ["replacement"] + lines }
        #expect(replies.list == names.map { $0 + (isWritten ? " 200" : " 500") })
        #expect(try observe() == (isWritten ? after : before))
    }

    private func appIDs(_ kept: DurableEmulator) throws -> [String] {
        let apps = try kept.control("GET /_understudy/cavos/apps").json["apps"]?.array
        return (apps ?? []).compactMap { $0["id"]?.string }
    }

    @Test func `what a person asks for does not wait for the scheduled snapshot`() throws {
        let kept = try start()
        let replies = Replies()
        try create("a", at: kept, replies)
        kept.storage.flush()
        finishBatch(kept)
        kept.storage.requestSnapshot()
        #expect(snapshots.jobCount == 1)
        let lines = [
            ("POST /_understudy/snapshots", #"{"name":"one"}"#, "201"), ("GET /_understudy/snapshots", "", "200"),
            ("GET /_understudy/snapshots/one", "", "200"), ("DELETE /_understudy/snapshots/one", "", "200"),
        ]
        for (line, body, status) in lines {
            replies.list = []
            let wire = Wire(line, body.isEmpty ? [] : ["Content-Type: application/json"], body: body)
            kept.send(wire) { replies.list.append("\($0.status)") }
            #expect(requests.step())
            kept.storage.deliverResults()
            #expect(replies.list == [status], "\(line)")
        }
        replies.list = []
        kept.send(Wire("PUT /_understudy/state", ["Content-Type: application/json"], body: #"{"version":1}"#)) {
            replies.list.append("\($0.status)")
        }
        #expect(requests.step())
        kept.storage.deliverResults()
        kept.storage.flush()
        finishBatch(kept)
        #expect(replies.list == ["200"])
        #expect(snapshots.jobCount == 1)
    }

    @Test func `at the end all is written, with a snapshot of it`() throws {
        let kept = try start()
        let replies = Replies()
        try create("a", at: kept, replies)
        kept.storage.flush()
        try create("b", at: kept, replies)
        kept.storage.finish()
        #expect(replies.list == ["a 201", "b 201"])
        let again = try DurableEmulator(folder.path)
        #expect(again.recovery?.snapshotSequence == 2)
        #expect(again.recovery?.recordCount == 0)
        #expect(again.world == kept.world)
    }
}
