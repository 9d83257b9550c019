internal import Glibc
internal import Synchronization

/// The data directory of a running process: it is locked, so that no other process writes to it,
/// until this is released.
package final class DataDirectory: Sendable {
    package let folder: DataFolder
    let files: any FileSystem
    private let lockFile: OpenFile
    /// Held while a journal is created.
    let journalCreation = Mutex(())
    private let foundWarnings = Mutex<[String]>([])

    /// Creates the directory if it is missing, locks it, and finishes a fresh start that a crash
    /// has interrupted.
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
        try finishCommit()
    }

    /// Refuses a folder without write permission at the start, not at the first write.
    ///
    /// A full disk is accepted: the state can still be read, and space may be freed.
    private func requireWritable() throws(StorageError) {
        do throws(FileError) {
            try probe(byteCount: 0)
        } catch {
            guard error.isFull else { throw .file(error) }
        }
    }

    /// Creates a file of some bytes, and removes it.
    func probe(byteCount: Int) throws(FileError) {
        let path = folder.lock + ".new"
        let file = try files.open(path, for: .writing)
        do throws(FileError) {
            defer { files.close(file) }
            if byteCount > 0 {
                try files.writeAll(Array(repeating: 0, count: byteCount), to: file)
                try files.synchronize(file)
            }
        } catch {
            try? files.remove(path)
            throw error
        }
        try files.remove(path)
    }

    /// Makes sure that the path still names the directory we locked.
    ///
    /// - Throws: when the directory or its lock was moved or removed: what is at the path now
    ///   belongs to another process.
    func requireLock() throws(FileError) {
        guard files.isSame(lockFile, as: folder.lock) else { throw FileError(path: folder.lock, code: ESTALE) }
    }

    deinit {
        files.close(lockFile)
    }

    /// What the file system cannot do, one sentence each without a full stop.
    package var warnings: [String] { foundWarnings.withLock { $0 } }

    private func warn(_ sentence: String) {
        foundWarnings.withLock { if !$0.contains(sentence) { $0.append(sentence) } }
    }

    /// Waits until the names in a folder are on the device, where the file system can do that.
    func synchronizeFolder(_ path: String) throws(FileError) {
        do throws(FileError) {
            try files.synchronizeFolder(path)
        } catch {
            guard error.isUnsupported else { throw error }
            warn(
                "\(folder.path): the file system cannot flush a folder (\(error.reason)); "
                    + "a power loss may take the newest files")
        }
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
                // It may have been created with the parent ("a//b", "a/.."), or by another process.
                guard error.isThere else { throw error }
            }
        }
        try synchronizeParent(parent, files)
    }

    /// Makes a new folder durable: without this, a power loss could remove it with everything in
    /// it.
    private static func synchronizeParent(_ path: String, _ files: any FileSystem) throws(FileError) {
        do throws(FileError) {
            try files.synchronizeFolder(path)
        } catch {
            // Permission to create a folder does not imply permission to read its parent.
            guard error.isForbidden || error.isUnsupported else { throw error }
        }
    }

    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// A lock file that does not contain a process id was not written by Understudy.
    private func requireOwnLock() throws(StorageError) {
        let bytes = try mapReadErrors { () throws(FileError) in try files.read(folder.lock) }
        // A power loss may leave zeros.
        let isOwn = bytes.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x0A || $0 == 0 }
        guard isOwn else { throw .notOurs(folder.lock) }
    }

    private func takeLock() throws(StorageError) {
        let hasLock: Bool
        do throws(FileError) {
            hasLock = try lock()
            if hasLock {
                try files.truncate(lockFile, to: 0)
                try files.writeAll(Array("\(getpid())\n".utf8), to: lockFile)
            }
        } catch {
            throw .file(error)
        }
        guard hasLock else { throw .inUse(folder: folder.path, process: holder) }
    }

    /// Takes the lock; where the file system has no locks, the process id in the file must do.
    private func lock() throws(FileError) -> Bool {
        do throws(FileError) {
            return try files.lock(lockFile)
        } catch {
            guard error.isUnsupported else { throw error }
            warn(
                "\(folder.path): the file system has no locks (\(error.reason)); "
                    + "only the process id in \(folder.lock) keeps another process away")
            guard let process = holder.flatMap(pid_t.init), process > 0, process != getpid() else {
                return true
            }
            return kill(process, 0) != 0 && errno == ESRCH
        }
    }

    /// The id of the process that holds the lock, as it has written it there.
    private var holder: String? {
        guard let bytes = try? files.read(folder.lock) else { return nil }
        let text = String(decoding: bytes.prefix { $0 > 0x20 }, as: UTF8.self)
        return text.isEmpty ? nil : text
    }
}
