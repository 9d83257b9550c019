internal import Glibc

/// A file operation that the system refused.
package struct FileError: Error, Equatable, CustomStringConvertible {
    package let path: String
    /// The error number (errno).
    package let code: Int32
    /// The operation, where the reason alone would not say what failed, such as `fsync`.
    package let operation: String?

    package init(path: String, code: Int32, operation: String? = nil) {
        self.path = path
        self.code = code
        self.operation = operation
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

    /// The file system does not have the operation (EINVAL, ENOTSUP, ENOSYS; ENOLCK for locks).
    var isUnsupported: Bool { [EINVAL, ENOTSUP, EOPNOTSUPP, ENOSYS, ENOLCK].contains(code) }

    /// If permission was denied and the file, or the folder where it would be, belongs to another
    /// user: which one.
    package var foreignOwner: ForeignOwner? {
        guard code == EACCES || code == EPERM else { return nil }
        for path in [path, DataDirectory.parent(of: path)] {
            var status = stat()
            guard unsafe stat(path, &status) == 0 else { continue }
            let user = geteuid()
            return status.st_uid == user ? nil : ForeignOwner(path: path, owner: status.st_uid, user: user)
        }
        return nil
    }

    /// A file and its owner, by user ids.
    package struct ForeignOwner: Equatable {
        package let path: String
        package let owner: UInt32
        /// The user of this process.
        package let user: UInt32
    }

    /// It exists already.
    package var isThere: Bool { code == EEXIST }

    /// A mount point, or a folder on another file system, that cannot be renamed (EBUSY, EXDEV).
    package var isMountPoint: Bool { code == EBUSY || code == EXDEV }

    /// A folder is not empty (ENOTEMPTY, or EEXIST as POSIX allows).
    package var isNotEmpty: Bool { code == ENOTEMPTY || code == EEXIST }

    /// The file and the reason, such as `seed.json: No such file or directory`.
    package var description: String {
        "\(path): \(reason)" + (operation.map { " (\($0))" } ?? "")
    }

    /// The reason alone, such as `No such file or directory`.
    package var reason: String {
        guard let text = unsafe strerror(code) else { return "error \(code)" }
        return unsafe String(cString: text)
    }
}
