import Glibc
import JSON
import Persistence
import Testing
import Sandboxes
import UnderstudyTesting

/// A data directory in which something lies that Understudy has not put there, and paths that look odd.
@Suite struct ForeignFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `a lock that is somebody else's is left alone`() throws {
        let bytes = [UInt8]("# packages\nleft-pad 1.0\n".utf8)
        try folder.write(bytes, to: "lock")
        let error = #expect(throws: StorageError.self) { try DataDirectory(folder.path, files: SystemFiles()) }
        #expect(
            error?.sentence == "\(folder.path)/lock was not written by Understudy; nothing was changed")
        #expect(try folder.bytes("lock") == bytes)
    }

    @Test(arguments: ["", "4711\n", "4711\n99\n", "\0\0\0\0\0"])
    func `the lock of a dead process is acquired`(text: String) throws {
        try folder.write(Array(text.utf8), to: "lock")
        _ = try DataDirectory(folder.path, files: SystemFiles())
        #expect(try folder.bytes("lock") == Array("\(getpid())\n".utf8))
    }

    @Test func `a file system without locks and flushes of folders is used with a warning for each`() throws {
        let files = FaultyFiles(hasLocksAndFlushes: false)
        let kept = try DurableEmulator(folder.path, files: files)
        #expect(try kept.create("Kept").status == 201)
        kept.storage.requestSnapshot()
        #expect(
            kept.storage.directory.warnings == [
                "\(folder.path): the file system has no locks (No locks available); only the process id in "
                    + "\(folder.path)/lock keeps another process away",
                "\(folder.path): the file system cannot flush a folder (Invalid argument); a power loss may take the "
                    + "newest files",
            ])
        #expect(try DurableEmulator(folder.path, files: files).world == kept.world)
        #expect(try DurableEmulator(folder.path).storage.directory.warnings == [])
    }

    @Test(arguments: [("1\n", "1"), ("2147483647\n", nil), ("", nil), ("0\0", nil)])
    func `without locks a directory is in use while the process in its lock file runs`(text: String, process: String?)
        throws
    {
        try folder.write(Array(text.utf8), to: "lock")
        let files = FaultyFiles(hasLocksAndFlushes: false)
        guard let process else { return _ = try DataDirectory(folder.path, files: files) }
        let error = #expect(throws: StorageError.self) { try DataDirectory(folder.path, files: files) }
        #expect(error == .inUse(folder: folder.path, process: process))
        #expect(try folder.bytes("lock") == Array(text.utf8))
    }

    @Test(arguments: ["fresh-.json", "fresh-..json", "fresh-...json", "fresh-snapshots.json", "fresh-start.json"])
    func `a file that only looks like a fresh state moves nothing`(name: String) throws {
        let path = folder.path + "/data"
        let kept = try DurableEmulator(path)
        #expect(try kept.create("Kept").status == 201)
        #expect(try kept.control("POST /_understudy/snapshots", body: "{\"name\":\"one\"}").status == 201)
        try folder.write([UInt8]("{}".utf8), to: "data/" + name)
        let before = folder.contents
        #expect(try DurableEmulator(path).world == kept.world)
        #expect(folder.contents == before)
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["snapshot.json", "lock"])
    func `a pipe instead of a file does not block`(name: String) throws {
        let status = unsafe mkfifo(folder.path + "/" + name, 0o600)
        try #require(status == 0)
        #expect(throws: StorageError.self) { try DataDirectory(folder.path, files: SystemFiles()).recoverNothing() }
    }

    @Test(arguments: ["a//b//c", "a/../b", "./a/./b", "a/b/"])
    func `a folder is made whatever way its path is written`(path: String) throws {
        let kept = try DurableEmulator(folder.path + "/" + path)
        #expect(try kept.create("Kept").status == 201)
        #expect(try DurableEmulator(folder.path + "/" + path).world == kept.world)
    }

    @Test func `a torn end has its journal's number, also where the path is not ASCII`() throws {
        let path = folder.path + "/zürich-日本語"
        let kept = try DurableEmulator(path)
        for name in ["first", "second"] { #expect(try kept.create(name).status == 201) }
        let journal = "zürich-日本語/journal-000000000001.ndjson"
        try folder.write(folder.bytes(journal).dropLast(3), to: journal)
        #expect(try DurableEmulator(path).recovery?.cutOff?.savedIn == path + "/torn-000000000001.ndjson")
    }

    @Test(arguments: [nil, 0, 200, 100_000])
    func `nothing is acknowledged into a journal that was removed, or whose size was changed`(byteCount: Int?) throws {
        let journal = "journal-000000000001.ndjson"
        let kept = try DurableEmulator(folder.path)
        #expect(try kept.create("First").status == 201)
        if let byteCount {
            let bytes = try folder.bytes(journal)
            try #require(bytes.count > 200)
            let more = Array(repeating: UInt8(ascii: "x"), count: max(0, byteCount - bytes.count))
            try folder.write(Array(bytes.prefix(byteCount)) + more, to: journal)
        } else {
            try folder.remove(journal)
        }
        let world = kept.world
        #expect(try kept.create("Lost").status == 500)
        #expect(kept.world == world)
        #expect(try kept.control("GET /_understudy/health").json["status"] == "degraded")
        // The next snapshot has all acknowledged changes, and the journal continues after it.
        kept.storage.requestSnapshot()
        #expect(try kept.create("Second").status == 201)
        #expect(try kept.control("GET /_understudy/health").json["status"] == "ok")
        #expect(try DurableEmulator(folder.path).world == kept.world)
    }
}

extension DataDirectory {
    /// Looks for a state where none can be read.
    fileprivate func recoverNothing() throws {
        _ = try recover { _, _ in
            JournalPosition(sequence: 0, checksum: 0)
        } apply: { _, _ in
        }
    }
}
