internal import Glibc

/// Reads and writes whole files.
package enum File {
    /// Reads a file.
    ///
    /// - Throws: for example if the file does not exist.
    package static func read(_ path: String) throws(FileError) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw FileError(path: path, code: errno) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw FileError(path: path, code: EISDIR) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(max(0, Int(status.st_size)) + 1)
        while true {
            let count = try readChunk(descriptor, onto: &bytes, path: path)
            if count == 0 { return bytes }
        }
    }

    private static let chunkByteCount = 1 << 20

    private static func readChunk(_ descriptor: Int32, onto bytes: inout [UInt8], path: String)
        throws(FileError) -> Int
    {
        var code: Int32 = 0
        var count = 0
        let chunk = unsafe [UInt8](unsafeUninitializedCapacity: chunkByteCount) { buffer, initializedCount in
            repeat {
                count = unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                code = errno
            } while count < 0 && code == EINTR
            initializedCount = max(0, count)
        }
        guard count >= 0 else { throw FileError(path: path, code: code) }
        bytes += chunk
        return count
    }

    /// Writes a file atomically: a temporary file is written and renamed.
    ///
    /// It is not flushed.
    ///
    /// - Throws: for example if the folder is not writable.
    package static func write(_ text: String, to path: String) throws(FileError) {
        let draft = path + ".new"
        let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
        let isWritten = writeAll(Array(text.utf8), to: descriptor)
        let writeCode = errno
        close(descriptor)
        guard isWritten else { throw FileError(path: path, code: writeCode) }
        guard unsafe rename(draft, path) == 0 else { throw FileError(path: path, code: errno) }
    }

    /// Removes a file if it exists.
    package static func remove(_ path: String) {
        _ = unsafe unlink(path)
    }

    static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var offset = 0
        while offset < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(descriptor, buffer.baseAddress.map { unsafe $0 + offset }, buffer.count - offset)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            offset += count
        }
        return true
    }
}
