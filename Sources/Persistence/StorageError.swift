/// Why a data directory cannot be used.
package enum StorageError: Error, Equatable {
    /// Another process has it; its number, where it can be read.
    case inUse(folder: String, process: String?)
    /// The system refused.
    case file(FileError)
    /// What is kept there cannot be gone on with.
    case damaged(StateDamage)

    /// What is wrong and what to do, in one sentence.
    package var sentence: String {
        switch self {
        case .inUse(let folder, let process):
            "\(folder) is in use by \(process.map { "process \($0)" } ?? "another process"): "
                + "stop that one, or give another folder with --data-dir"
        case .file(let error):
            "\(error): give a folder that can be written with --data-dir, or keep nothing with --ephemeral"
        case .damaged(let damage): damage.sentence
        }
    }
}
