import Glibc
import Persistence
import Testing

/// What is said of a data directory that cannot be used.
@Suite struct StorageErrorTests {
    static let rows: [(error: StorageError, sentence: String)] = [
        (
            .file(FileError(path: "d/lock", code: EACCES)),
            "d/lock: Permission denied: give a folder that can be written with --data-dir, or keep nothing with --ephemeral"
        ),
        (
            .file(FileError(path: "d", code: EROFS)),
            "d: Read-only file system: give a folder that can be written with --data-dir, or keep nothing with --ephemeral"
        ),
        (
            .file(FileError(path: "d/snapshot.json.new", code: ENOSPC)),
            "d/snapshot.json.new: No space left on device: make room there, or give another folder with --data-dir"
        ),
        (
            .file(FileError(path: "d/snapshot.json.new", code: EDQUOT)),
            "d/snapshot.json.new: Disk quota exceeded: make room there, or give another folder with --data-dir"
        ),
        (
            .unreadable(FileError(path: "d/snapshot.json", code: EACCES)),
            "d/snapshot.json: Permission denied: let the user of this process read it (chown, chmod); nothing was changed"
        ),
        (
            .unreadable(FileError(path: "d/snapshot.json", code: EIO)),
            "d/snapshot.json: Input/output error: see to it that it can be read, or put back a copy of the folder; "
                + "nothing was changed"
        ),
        (
            .inUse(folder: "d", process: nil),
            "d is in use by another process: stop that one, or give another folder with --data-dir"
        ),
    ]

    @Test(arguments: rows)
    func `each says what to do`(row: (error: StorageError, sentence: String)) {
        #expect(row.error.sentence == row.sentence)
    }

    @Test(arguments: ["snapshot.json", "journal-000000000001.ndjson"])
    func `a file that cannot be read is named`(name: String) throws {
        let folder = try TemporaryFolder()
        _ = try DurableEmulator(folder.path)
        try folder.remove(name)
        try SystemFiles().makeFolder(folder.path + "/" + name)
        #expect(
            #expect(throws: StorageError.self) { try DurableEmulator(folder.path) }
                == .unreadable(FileError(path: folder.path + "/" + name, code: EISDIR)))
    }
}
