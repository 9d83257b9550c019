import Glibc
@testable import Persistence
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
        (
            .damaged(StateDamage(path: "d/snapshot.json", line: nil, kind: .olderFormat(1))),
            "d/snapshot.json has format 1 of stored state; this version reads 2 to 3; nothing was changed"
        ),
        (
            .damaged(StateDamage(path: "d/snapshot.json", line: nil, kind: .newerFormat(4))),
            "d/snapshot.json has format 4 of stored state, of a newer Understudy; this version reads 2 to 3; "
                + "nothing was changed"
        ),
        (
            .damaged(StateDamage(path: "d/journal", line: nil, kind: .badState("line 7: x"))),
            "d/journal has changes that do not fit together: line 7: x; nothing was changed"
        ),
    ]

    @Test(arguments: rows)
    func `each names the file and the cause`(row: (error: StorageError, sentence: String)) {
        #expect(row.error.sentence == row.sentence)
    }

    @Test func `an operation is named where the reason does not say it`() {
        let error = FileError(path: "d", code: EINVAL, operation: "fsync")
        #expect(StorageError.file(error).sentence == "d: Invalid argument (fsync)")
    }

    @Test func `the owner of a file that may not be written is found, or that of its folder`() throws {
        let folder = try TemporaryFolder()
        var path = "/etc/passwd"
        var owner: UInt32 = 0
        if geteuid() == 0 {
            path = folder.path + "/file"
            owner = 4711
            try folder.write([], to: "file")
            try #require(unsafe chown(folder.path, owner, owner) == 0 && chown(path, owner, owner) == 0)
        }
        let found = FileError(path: path, code: EACCES).foreignOwner
        #expect(found == FileError.ForeignOwner(path: path, owner: owner, user: geteuid()))
        #expect(FileError(path: path, code: EIO).foreignOwner == nil)
        let missing = FileError(path: path + "-missing", code: EPERM).foreignOwner
        #expect(missing?.path == String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
        #expect(missing?.owner == owner)
        #expect(FileError(path: "/proc/self/status", code: EACCES).foreignOwner == nil)
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
