/// A snapshot that was written.
package struct WrittenSnapshot: Sendable {
    /// Its size.
    package let byteCount: Int
    /// Why a journal that it replaces was not removed; nil if all were.
    package let removalFailure: FileError?
}

/// Why a snapshot was not written.
package enum SnapshotError: Error, Equatable, Sendable {
    case file(FileError)
    /// The text that was written has a problem, for which the next start would refuse it.
    case wrong(String)

    /// The file, if it is about one, and the reason.
    package var description: String {
        switch self {
        case .file(let error): error.description
        case .wrong(let problem): problem
        }
    }

    /// The reason alone.
    package var reason: String {
        switch self {
        case .file(let error): error.reason
        case .wrong(let problem): problem
        }
    }

    static func converting<Result>(_ body: () throws(FileError) -> Result) throws(SnapshotError) -> Result {
        do throws(FileError) {
            return try body()
        } catch {
            throw .file(error)
        }
    }
}
