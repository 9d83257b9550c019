import Glibc
import Persistence
import Sandboxes
import Testing
import UnderstudyTesting

/// What the real file system's code makes of an error of the system.
@Suite struct SystemFilesTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test(.enabled(if: FailingFolderReads.obstacle == nil, "no filter of system calls can be had here"))
    func `a folder whose names cannot be read is not an empty one`() throws {
        try folder.write([1], to: "a")
        #expect(try SystemFiles().names(in: folder.path) == ["a"])
        let path = folder.path
        let result = FailingFolderReads.run(EIO) {
            Result { () throws(FileError) in try SystemFiles().names(in: path) }
        }
        #expect(result == .failure(FileError(path: path, code: EIO)))
    }

    @Test(.enabled(if: FailingFolderReads.obstacle == nil, "no filter of system calls can be had here"))
    func `where the folder cannot be listed, a fresh start and a named snapshot change nothing`() throws {
        let kept = try DurableEmulator(folder.path)
        #expect(try kept.create("first").status == 201)
        #expect(try kept.control("POST /_understudy/snapshots", body: #"{"name":"one"}"#).status == 201)
        let before = folder.contents
        let path = folder.path
        let outcome = FailingFolderReads.run(EIO) { () -> String in
            do {
                _ = try DurableEmulator(path, files: SystemFiles(), fresh: "now")
                return "started"
            } catch let error as StorageError {
                return error.sentence
            } catch {
                return "\(error)"
            }
        }
        #expect(outcome == "\(path): Input/output error; nothing was changed")
        #expect(folder.contents.filter { $0.key != "lock" } == before.filter { $0.key != "lock" })
        let list = FailingFolderReads.run(EIO) { () -> String in
            do throws(StorageError) {
                _ = try DataDirectory(path, files: FaultyFiles())
                return "opened"
            } catch {
                return error.sentence
            }
        }
        #expect(list == "\(path): Input/output error; nothing was changed")
        #expect(try DurableEmulator(path).world == kept.world)
    }
}
