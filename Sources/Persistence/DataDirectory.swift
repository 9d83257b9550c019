internal import Glibc

/// The data directory of a process that is running: nobody else writes to it as long as this lives.
package final class DataDirectory: Sendable {
    package let folder: DataFolder
    let files: any FileSystem
    private let lockFile: OpenFile

    /// Makes the directory where it is missing, takes its lock, and finishes the fresh start that a crash has interrupted.
    package init(_ path: String, files: any FileSystem) throws(StorageError) {
        self.files = files
        folder = DataFolder(path: path)
        do throws(FileError) {
            try Self.makeFolders(path, files)
            lockFile = try files.open(folder.lock, for: .changing)
        } catch {
            throw .file(error)
        }
        try requireOwnLock()
        try takeLock()
        try requireWritable()
        try finishBeginning()
    }

    /// A folder in which nothing new can be made is refused at the start, not at the first write.
    ///
    /// One that is only full is taken: what is there can be read, and room may come.
    private func requireWritable() throws(StorageError) {
        let probe = folder.lock + ".new"
        do throws(FileError) {
            files.close(try files.open(probe, for: .writing))
            try files.remove(probe)
        } catch {
            if error.isForbidden { throw .file(error) }
        }
    }

    /// Makes sure that the folder is still the one that was locked, and not another that has come to its path.
    ///
    /// - Throws: when it was moved or removed, or its lock was: whatever lies there now is not this process's to change.
    func requireLock() throws(FileError) {
        guard files.isSame(lockFile, as: folder.lock) else { throw FileError(path: folder.lock, code: ESTALE) }
    }

    deinit {
        files.close(lockFile)
    }

    private static func makeFolders(_ path: String, _ files: any FileSystem) throws(FileError) {
        let parent = parent(of: path)
        do throws(FileError) {
            try files.makeFolder(path)
        } catch {
            if error.isThere { return }
            guard error.isMissing, parent != "/", parent != "." else { throw error }
            try makeFolders(parent, files)
            do throws(FileError) {
                try files.makeFolder(path)
            } catch {
                // It may have come with the parent ("a//b", "a/.."), or from another process.
                guard error.isThere else { throw error }
            }
        }
        try synchronizeParent(parent, files)
    }

    /// Sees to it that a new folder is there after a power loss, with all that will be kept in it.
    private static func synchronizeParent(_ path: String, _ files: any FileSystem) throws(FileError) {
        do throws(FileError) {
            try files.synchronizeFolder(path)
        } catch {
            // Who may make a folder in it need not be let read it.
            guard error.isForbidden else { throw error }
        }
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// A file of that name in which something other than a process's number stands is somebody else's.
    private func requireOwnLock() throws(StorageError) {
        let bytes = try mapReadErrors { () throws(FileError) in try files.read(folder.lock) }
        // A power loss may leave zeros behind.
        let isOwn = bytes.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x0A || $0 == 0 }
        guard isOwn else { throw .notOurs(folder.lock) }
    }

    private func takeLock() throws(StorageError) {
        let hasLock: Bool
        do throws(FileError) {
            hasLock = try files.lock(lockFile)
            if hasLock {
                try files.truncate(lockFile, to: 0)
                try files.writeAll(Array("\(getpid())\n".utf8), to: lockFile)
            }
        } catch {
            throw .file(error)
        }
        guard hasLock else { throw .inUse(folder: folder.path, process: holder) }
    }

    /// The process that has written its number into the lock.
    private var holder: String? {
        guard let bytes = try? files.read(folder.lock) else { return nil }
        let text = String(decoding: bytes.prefix { $0 > 0x20 }, as: UTF8.self)
        return text.isEmpty ? nil : text
    }
}
