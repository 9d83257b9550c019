internal import Glibc

/// A file operation that the system refused.
package struct FileError: Error, Equatable, CustomStringConvertible {
    package let path: String
    /// The error number (errno).
    package let code: Int32

    package init(path: String, code: Int32) {
        self.path = path
        self.code = code
    }

    /// The error for a file or folder that does not exist.
    package static func missing(_ path: String) -> FileError {
        FileError(path: path, code: ENOENT)
    }

    /// The file or folder does not exist.
    package var isMissing: Bool { code == ENOENT }

    /// Permission denied, or a read-only file system (EACCES, EPERM, EROFS).
    package var isForbidden: Bool { code == EACCES || code == EPERM || code == EROFS }

    /// No space left (ENOSPC, EDQUOT).
    package var isFull: Bool { code == ENOSPC || code == EDQUOT }

    /// It exists already.
    package var isThere: Bool { code == EEXIST }

    /// The file and the reason, such as `seed.json: No such file or directory`.
    package var description: String {
        "\(path): \(reason)"
    }

    /// The reason alone, such as `No such file or directory`.
    package var reason: String {
        guard let text = unsafe strerror(code) else { return "error \(code)" }
        return unsafe String(cString: text)
    }
}
