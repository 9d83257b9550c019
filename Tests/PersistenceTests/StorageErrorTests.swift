import Glibc
import Persistence
import Testing

/// Messages about a data directory that cannot be used; what to do is added by the command line.
@Suite struct StorageErrorTests {
    static let rows: [(error: StorageError, sentence: String)] = [
        (.file(FileError(path: "d/lock", code: EACCES)), "d/lock: Permission denied"),
        (
            .unreadable(FileError(path: "d/snapshot.json", code: EIO)),
            "d/snapshot.json: Input/output error; nothing was changed"
        ),
        (.inUse(folder: "d", process: nil), "d is in use by another process"),
        (.inUse(folder: "d", process: "7"), "d is in use by process 7"),
        (.notOurs("d/lock"), "d/lock was not written by Understudy; nothing was changed"),
        (
            .damaged(StateDamage(path: "d/journal", line: 3, kind: .badRecord)),
            "d/journal:3 is damaged: the record is incomplete or its checksum does not match; nothing was changed"
        ),
        (
            .damaged(StateDamage(path: "d/snapshot.json", line: nil, kind: .newerSnapshot)),
            "d/snapshot.json was written by a newer Understudy; nothing was changed"
        ),
    ]

    @Test(arguments: rows)
    func `each names the file and the cause`(row: (error: StorageError, sentence: String)) {
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
