internal import Glibc

/// The real file system.
package struct SystemFiles: FileSystem {
    package init() {}

    /// Opens a file (open(2)), or creates one that only its owner can read.
    package func open(_ path: String, for purpose: OpenPurpose) throws(FileError) -> OpenFile {
        let flags =
            switch purpose {
            // Does not block on a named pipe in place of the file.
            case .reading: O_RDONLY | O_NONBLOCK
            case .writing: O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW
            case .changing: O_RDWR | O_CREAT
            case .extending: O_RDWR
            }
        var descriptor = unsafe Glibc.open(path, flags | O_CLOEXEC, 0o600)
        if descriptor < 0, errno == ELOOP, purpose == .writing, unsafe unlink(path) == 0 {
            // A symbolic link gives way to the new file; the file that it names is left alone.
            descriptor = unsafe Glibc.open(path, flags | O_EXCL | O_CLOEXEC, 0o600)
        }
        try check(descriptor, path)
        return OpenFile(path: path, descriptor: descriptor)
    }

    /// Writes some of the bytes (write(2)).
    package func write(_ bytes: [UInt8], from offset: Int, to file: OpenFile) throws(FileError) -> Int {
        precondition((0...bytes.count).contains(offset), "the offset is inside the bytes")
        while true {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(
                    file.descriptor, buffer.baseAddress.map { unsafe $0 + offset }, buffer.count - offset)
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw FileError(path: file.path, code: errno) }
            return count
        }
    }

    /// Reads up to `byteCountMax` bytes (read(2)).
    package func read(_ file: OpenFile, byteCountMax: Int) throws(FileError) -> [UInt8] {
        var code: Int32 = 0
        var count = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: byteCountMax) { buffer, initializedCount in
            repeat {
                count = unsafe Glibc.read(file.descriptor, buffer.baseAddress, buffer.count)
                code = errno
            } while count < 0 && code == EINTR
            initializedCount = max(0, count)
        }
        guard count >= 0 else { throw FileError(path: file.path, code: code) }
        return bytes
    }

    /// The size of a file (fstat(2)).
    package func byteCount(of file: OpenFile) throws(FileError) -> Int {
        var status = stat()
        try check(unsafe fstat(file.descriptor, &status), file.path)
        return Int(status.st_size)
    }

    /// Waits until the file's bytes are on the device (fdatasync(2)).
    package func synchronize(_ file: OpenFile) throws(FileError) {
        if fdatasync(file.descriptor) == 0 { return }
        // Some file systems have only the one that flushes the times too.
        guard errno == EINVAL, fsync(file.descriptor) == 0 else {
            throw FileError(path: file.path, code: errno, operation: "fdatasync")
        }
    }

    /// Truncates a file and moves to its new end (ftruncate(2)).
    package func truncate(_ file: OpenFile, to byteCount: Int) throws(FileError) {
        try check(ftruncate(file.descriptor, byteCount), file.path)
        try check(lseek(file.descriptor, byteCount, SEEK_SET) < 0 ? -1 : 0, file.path)
    }

    /// Closes a file.
    package func close(_ file: OpenFile) {
        _ = Glibc.close(file.descriptor)
    }

    /// Compares device and inode (fstat(2), stat(2)).
    package func isSame(_ file: OpenFile, as path: String) -> Bool {
        var (own, there) = (stat(), stat())
        guard unsafe fstat(file.descriptor, &own) == 0, unsafe stat(path, &there) == 0 else { return false }
        return own.st_ino == there.st_ino && own.st_dev == there.st_dev
    }

    /// Takes the exclusive lock of a file (flock(2)); the system releases it when the process ends.
    package func lock(_ file: OpenFile) throws(FileError) -> Bool {
        if flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
        guard errno == EWOULDBLOCK else {
            throw FileError(path: file.path, code: errno, operation: "flock")
        }
        return false
    }

    /// Renames a file or folder, and replaces one of the new name (rename(2)).
    package func rename(_ path: String, to newPath: String) throws(FileError) {
        guard unsafe Glibc.rename(path, newPath) != 0 else { return }
        let isAboutOld = [EBUSY, EXDEV, ENOENT].contains(errno)
        throw FileError(path: isAboutOld ? path : newPath, code: errno, operation: "rename")
    }

    /// Removes a file (unlink(2)).
    package func remove(_ path: String) throws(FileError) {
        try check(unsafe unlink(path), path)
    }

    /// Removes an empty folder (rmdir(2)).
    package func removeFolder(_ path: String) throws(FileError) {
        try check(unsafe rmdir(path), path)
    }

    /// Creates a folder that only its owner can enter (mkdir(2)).
    package func makeFolder(_ path: String) throws(FileError) {
        try check(unsafe mkdir(path, 0o700), path)
    }

    /// Waits until the creations, renames and removals in a folder are on the device (fsync(2)).
    package func synchronizeFolder(_ path: String) throws(FileError) {
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        try check(descriptor, path)
        defer { _ = Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw FileError(path: path, code: errno, operation: "fsync")
        }
    }

    /// The names in a folder, sorted (readdir(3)).
    package func names(in folder: String) throws(FileError) -> [String] {
        guard let stream = unsafe opendir(folder) else { throw FileError(path: folder, code: errno) }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while true {
            // A null pointer is the end, or an error if the error number was set.
            errno = 0
            guard let entry = unsafe readdir(stream) else { break }
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { place in
                unsafe place.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        guard errno == 0 else { throw FileError(path: folder, code: errno) }
        return names.sorted()
    }

    /// When a file was last written (lstat(2)); anything but a regular file counts as missing.
    package func modificationTime(_ path: String) throws(FileError) -> Int64 {
        var status = stat()
        try check(unsafe lstat(path, &status), path)
        guard status.st_mode & S_IFMT == S_IFREG else { throw .missing(path) }
        return Int64(status.st_mtim.tv_sec) * 1000 + Int64(status.st_mtim.tv_nsec) / 1_000_000
    }

    private func check(_ result: Int32, _ path: String) throws(FileError) {
        if result < 0 { throw FileError(path: path, code: errno) }
    }
}
