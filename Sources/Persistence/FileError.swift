internal import Glibc

/// What the system said when a file could not be read or written.
package struct FileError: Error, Equatable, CustomStringConvertible {
    package let path: String
    /// The system's error number.
    package let code: Int32

    package init(path: String, code: Int32) {
        self.path = path
        self.code = code
    }

    /// There is no such file or folder.
    package static func missing(_ path: String) -> FileError {
        FileError(path: path, code: ENOENT)
    }

    /// Whether there is no such file or folder.
    package var isMissing: Bool { code == ENOENT }

    /// Whether this process may not, or nobody may (EACCES, EPERM, EROFS).
    package var isForbidden: Bool { code == EACCES || code == EPERM || code == EROFS }

    /// Whether there is no room left (ENOSPC, EDQUOT).
    package var isFull: Bool { code == ENOSPC || code == EDQUOT }

    /// Whether there is one already.
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
