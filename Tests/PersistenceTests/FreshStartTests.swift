import Glibc
import Persistence
import Testing
import Sandboxes
import UnderstudyTesting

/// Starting anew where state is kept.
@Suite struct FreshStartTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private var path: String { folder.path + "/data" }
    private static let lists = ["first", "second", "third"]

    /// All files but the lock, by their names in the data directory.
    private func files(below prefix: String = "") -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for (name, bytes) in folder.contents where name.hasPrefix("data/" + prefix) && !name.hasSuffix("lock") {
            files[String(name.dropFirst(5 + prefix.utf8.count))] = Array(bytes)
        }
        return files
    }

    /// Leaves a state with a snapshot, journals and a named snapshot.
    ///
    /// Without a snapshot in between, a journal of it has the very name that the new state's first journal gets.
    private func leave(snapshotBetween: Bool = true) throws -> DurableEmulator {
        var kept = try DurableEmulator(path)
        #expect(try kept.create("first").status == 201)
        if snapshotBetween { kept.storage.requestSnapshot() }
        #expect(try kept.create("second").status == 201)
        kept = try DurableEmulator(path)
        #expect(try kept.create("third").status == 201)
        #expect(try kept.control("POST /_understudy/snapshots", body: "{\"name\":\"one\"}").status == 201)
        return kept
    }

    @Test func `everything is put aside and is a state of its own there`() throws {
        let old = try leave()
        let before = files()
        let fresh = try DurableEmulator(path, fresh: "now")
        #expect(fresh.recovery == nil)
        #expect(files(below: "before-now/") == before)
        #expect(
            Set(files().keys.filter { !$0.hasPrefix("before-now") }) == [
                "snapshot.json", "journal-000000000001.ndjson",
            ])
        #expect(try fresh.create("New").status == 201)
        #expect(try DurableEmulator(path).world == fresh.world)
        #expect(try DurableEmulator(path + "/before-now").world == old.world)
    }

    @Test func `a second time in the same second finds another name`() throws {
        _ = try leave()
        for aside in ["before-now", "before-now-2", "before-now-3"] {
            let before = files().filter { !$0.key.hasPrefix("before") }
            _ = try DurableEmulator(path, fresh: "now")
            #expect(files(below: aside + "/") == before)
        }
        #expect(
            try DurableEmulator(path).storage.directory.earlierStates().map { $0.dropFirst(path.utf8.count + 1) } == [
                "before-now", "before-now-2", "before-now-3",
            ])
    }

    @Test func `named snapshots that cannot be moved refuse a fresh start before anything moves`() throws {
        let old = try leave()
        let before = files()
        let disk = FaultyFiles(mountPoint: path + "/snapshots")
        let error = #expect(throws: StorageError.self) { try DurableEmulator(path, files: disk, fresh: "now") }
        #expect(error == .file(FileError(path: path + "/snapshots", code: EBUSY)))
        #expect(files() == before)
        #expect(try DurableEmulator(path, files: disk).world == old.world)
    }

    @Test func `only the newest earlier states are left, and no file is removed that is not part of one`() throws {
        for number in 1...5 {
            let kept = try leave()
            kept.storage.requestSnapshot()
            #expect(try kept.create("last").status == 201)
            _ = try DurableEmulator(path, fresh: "\(number)")
        }
        try folder.write([1], to: "data/before-2/notes")
        let directory = try DurableEmulator(path).storage.directory
        let others = files().filter { !$0.key.hasPrefix("before-1") && !$0.key.hasPrefix("before-2") }
        #expect(try directory.removeEarlierStates(butNewest: 3) == ["1", "2"].map { path + "/before-\($0)" })
        #expect(files().filter { $0.key != "before-2/notes" } == others)
        #expect(files()["before-2/notes"] == [1])
        #expect(
            try SystemFiles().names(in: path).filter { $0.hasPrefix("before-") } == [2, 3, 4, 5].map { "before-\($0)" })
        #expect(try directory.earlierStates() == [3, 4, 5].map { path + "/before-\($0)" })
        #expect(try directory.removeEarlierStates(butNewest: 3) == [])
        #expect(try DurableEmulator(path + "/before-3").create("more").status == 201)
    }

    @Test func `without a stored state nothing is put aside`() throws {
        _ = try DurableEmulator(path, fresh: "now")
        #expect(Set(files().keys) == ["snapshot.json", "journal-000000000001.ndjson"])
        #expect(try DurableEmulator(path).storage.directory.earlierStates() == [])
    }

    @Test func `what was prepared and abandoned leaves no trace`() throws {
        let kept = try leave()
        let before = files()
        try kept.storage.directory.prepareState(WorldText(kept.sandbox.world, position: .beginning()))
        #expect(files() != before)
        kept.storage.directory.discardState()
        #expect(files() == before)
    }

    @Test(arguments: FaultyFiles.Fault.allCases)
    func `while it is prepared a full disk changes nothing`(fault: FaultyFiles.Fault) throws {
        let old = try leave()
        let before = files()
        let text = WorldText(old.sandbox.world, position: .beginning())
        var call = 0
        var isDone = false
        while !isDone {
            call += 1
            let files = FaultyFiles()
            let directory = try DataDirectory(path, files: files)
            files.fail(atCall: files.callCount + call, fault)
            do {
                try directory.prepareState(text)
                isDone = true
            } catch {
                if fault == .forGood { files.heal() }
                directory.discardState()
                #expect(self.files() == before, "call \(call)")
            }
        }
        #expect(call > 3)
    }

    @Test(arguments: FaultyFiles.Fault.allCases, [true, false])
    func `after a failure at any call there is the old state or the new one, whole`(
        fault: FaultyFiles.Fault, snapshotBetween: Bool
    ) throws {
        let (before, oldWorld, newWorld) = try Self.worlds(snapshotBetween)
        let callCount = try Self.callCount(snapshotBetween)
        #expect(callCount > 20)
        var ends: Set<String> = []
        for call in 1...callCount {
            let tests = try FreshStartTests()
            _ = try tests.leave(snapshotBetween: snapshotBetween)
            _ = try? DurableEmulator(tests.path, files: FaultyFiles(failingCall: call, fault: fault), fresh: "now")
            let again = try DurableEmulator(tests.path)
            let place = Comment(rawValue: "call \(call)")
            if again.world == oldWorld {
                ends.insert("old")
                let kept = tests.files().filter { !$0.key.hasSuffix(".new") }
                #expect(Set(kept.keys) == before, place)
                if fault != .forGood { #expect(kept.count == tests.files().count, place) }
                #expect(try again.control("GET /_understudy/snapshots/one").status == 200, place)
            } else {
                ends.insert("new")
                #expect(again.world == newWorld, place)
                #expect(try again.control("GET /_understudy/snapshots/one").status == 404, place)
                let aside = try DurableEmulator(tests.path + "/before-now")
                #expect(aside.world == oldWorld, place)
                #expect(try aside.control("GET /_understudy/snapshots/one").status == 200, place)
            }
            #expect(try again.create("After").status == 201, place)
            #expect(try DurableEmulator(tests.path).world == again.world, place)
        }
        #expect(ends == ["old", "new"])
    }

    /// The names of the old state's files, and the worlds of both.
    private static func worlds(_ snapshotBetween: Bool) throws -> (Set<String>, old: String, new: String) {
        let tests = try FreshStartTests()
        let old = try tests.leave(snapshotBetween: snapshotBetween)
        let names = Set(tests.files().keys)
        return (names, old.world, try DurableEmulator(tests.path, fresh: "now").world)
    }

    private static func callCount(_ snapshotBetween: Bool) throws -> Int {
        let tests = try FreshStartTests()
        _ = try tests.leave(snapshotBetween: snapshotBetween)
        let files = FaultyFiles()
        _ = try DurableEmulator(tests.path, files: files, fresh: "now")
        return files.callCount
    }

    @Test(arguments: [true, false])
    func `a crash while a crash is being recovered from loses nothing either`(snapshotBetween: Bool) throws {
        let (_, oldWorld, newWorld) = try Self.worlds(snapshotBetween)
        let callCount = try Self.callCount(snapshotBetween)
        var waitCount = 0
        for first in 1...callCount {
            for second in 1...12 {
                let tests = try FreshStartTests()
                _ = try tests.leave(snapshotBetween: snapshotBetween)
                let files = [first, second].map { FaultyFiles(failingCall: $0, fault: .forGood) }
                _ = try? DurableEmulator(tests.path, files: files[0], fresh: "now")
                // Else there is nothing that the next start would do.
                guard tests.files().keys.contains("fresh-before-now.json") else { break }
                waitCount += 1
                _ = try? DurableEmulator(tests.path, files: files[1])
                let place = Comment(rawValue: "calls \(first) and \(second)")
                #expect(try DurableEmulator(tests.path).world == newWorld, place)
                #expect(try DurableEmulator(tests.path + "/before-now").world == oldWorld, place)
            }
        }
        #expect(waitCount > 50)
    }
}
