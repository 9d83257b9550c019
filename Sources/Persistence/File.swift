internal import Glibc

/// Reads and writes whole files.
package enum File {
    /// Reads a file or a pipe to its end.
    ///
    /// Never waits without end: neither for somebody to open the other end of a pipe, nor on a
    /// device that has no end.
    ///
    /// - Parameters:
    ///   - path: the file's.
    ///   - byteCountMax: a larger file is an error (EFBIG).
    /// - Returns: its bytes.
    /// - Throws: for example if the file does not exist.
    package static func read(_ path: String, byteCountMax: Int = .max) throws(FileError) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw FileError(path: path, code: errno) }
        let kind = status.st_mode & S_IFMT
        guard kind != S_IFDIR else { throw FileError(path: path, code: EISDIR) }
        guard kind != S_IFCHR, kind != S_IFBLK else { throw FileError(path: path, code: ENODEV) }
        guard status.st_size <= byteCountMax else { throw FileError(path: path, code: EFBIG) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(max(0, Int(status.st_size)) + 1)
        while true {
            let count = try readChunk(descriptor, onto: &bytes, path: path)
            guard bytes.count <= byteCountMax else { throw FileError(path: path, code: EFBIG) }
            guard count == 0 else { continue }
            // Nobody has opened the pipe for writing, or nobody has written into it.
            guard kind != S_IFIFO || !bytes.isEmpty else { throw FileError(path: path, code: ENODATA) }
            return bytes
        }
    }

    /// The timeout of a pipe whose other end is open.
    private static let pipeMillisecondsMax: Int32 = 30_000

    private static func waitForInput(_ descriptor: Int32) -> Bool {
        var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&state, 1, pipeMillisecondsMax) == 1
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
            } while count < 0 && (code == EINTR || code == EAGAIN && waitForInput(descriptor))
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
        let descriptor = try create(draft, for: path)
        let isWritten = writeAll(Array(text.utf8), to: descriptor)
        let writeCode = errno
        close(descriptor)
        guard isWritten else { throw FileError(path: path, code: writeCode) }
        guard unsafe rename(draft, path) == 0 else { throw FileError(path: path, code: errno) }
    }

    /// Creates a file; whatever has its name is removed first, and is not followed if it is a link.
    private static func create(_ draft: String, for path: String) throws(FileError) -> Int32 {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        var descriptor = unsafe open(draft, flags, 0o644)
        if descriptor < 0, errno == EEXIST, unsafe unlink(draft) == 0 {
            descriptor = unsafe open(draft, flags, 0o644)
        }
        guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
        return descriptor
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
