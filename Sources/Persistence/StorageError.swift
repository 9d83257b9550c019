/// Why a data directory cannot be used.
package enum StorageError: Error, Equatable {
    /// Another process uses it; its process id, if it can be read.
    case inUse(folder: String, process: String?)
    /// The path of a file that is in the way and was not written by Understudy.
    case notOurs(String)
    /// A file or folder cannot be created or changed.
    case file(FileError)
    /// A file of the stored state cannot be read.
    case unreadable(FileError)
    /// The stored state is damaged, incomplete or too new.
    case damaged(StateDamage)

    /// The cause, in one sentence without a full stop; whoever shows it adds what to do.
    package var sentence: String {
        switch self {
        case .inUse(let folder, let process):
            "\(folder) is in use by \(process.map { "process \($0)" } ?? "another process")"
        case .notOurs(let path): "\(path) was not written by Understudy; nothing was changed"
        case .file(let error): error.description
        case .unreadable(let error): "\(error); nothing was changed"
        case .damaged(let damage): damage.sentence
        }
    }
}
