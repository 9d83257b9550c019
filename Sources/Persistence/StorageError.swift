/// Why a data directory cannot be used.
package enum StorageError: Error, Equatable {
    /// Another process has it; its number, where it can be read.
    case inUse(folder: String, process: String?)
    /// A file that no Understudy has written has a name that is needed; this is its path.
    case notOurs(String)
    /// The system did not let a file or folder be made or changed.
    case file(FileError)
    /// The system did not let something be read that is kept.
    case unreadable(FileError)
    /// What is kept there cannot be gone on with.
    case damaged(StateDamage)

    /// What is wrong and what to do, in one sentence.
    package var sentence: String {
        switch self {
        case .inUse(let folder, let process):
            "\(folder) is in use by \(process.map { "process \($0)" } ?? "another process"): "
                + "stop that one, or give another folder with --data-dir"
        case .notOurs(let path):
            "\(path) is not Understudy's: give another folder with --data-dir, or move that file away; nothing was changed"
        case .file(let error) where error.isFull:
            "\(error): make room there, or give another folder with --data-dir"
        case .file(let error):
            "\(error): give a folder that can be written with --data-dir, or keep nothing with --ephemeral"
        case .unreadable(let error) where error.isForbidden:
            "\(error): let the user of this process read it (chown, chmod); nothing was changed"
        case .unreadable(let error):
            "\(error): see to it that it can be read, or put back a copy of the folder; nothing was changed"
        case .damaged(let damage): damage.sentence
        }
    }
}
