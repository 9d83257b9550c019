internal import Persistence

extension Failure {
    /// Converts a `StorageError` to the exit status and a sentence that says what to do.
    static func converting<Result>(_ body: () throws(StorageError) -> Result) throws(Failure)
        -> Result
    {
        do throws(StorageError) {
            return try body()
        } catch {
            throw Failure(error.status, "\(error.sentence): \(error.advice)")
        }
    }
}

extension StorageError {
    fileprivate var status: ExitStatus {
        switch self {
        case .inUse, .notOurs, .file, .unreadable: .cannotCreate
        case .damaged: .data
        }
    }

    fileprivate var advice: String {
        switch self {
        case .file(let error), .unreadable(let error):
            error.foreignOwner?.advice ?? advice(for: error)
        case .inUse: "stop that one, or give another folder with --data-dir"
        case .notOurs: "give another folder with --data-dir, or move that file away"
        case .damaged(let damage): damage.advice
        }
    }

    private func advice(for error: FileError) -> String {
        if case .unreadable = self {
            return error.isForbidden
                ? "let the user of this process read it (chown, chmod)"
                : "make it readable, or put back a copy of the folder"
        }
        if error.isMountPoint {
            return "it is a mount point, which cannot be moved: mount the whole data directory instead"
        }
        return error.isFull
            ? "make room there, or give another folder with --data-dir"
            : "give a folder that can be written with --data-dir, or keep nothing with --ephemeral"
    }
}

extension FileError.ForeignOwner {
    fileprivate var advice: String {
        "\(path) belongs to user \(owner), and this process runs as user \(user): "
            + "run it as that user, or change the owner (chown -R)"
    }
}

extension StateDamage {
    fileprivate var advice: String {
        switch kind {
        case .olderFormat:
            "to convert it, start the version that wrote it on this folder, "
                + "save GET /_understudy/state to a file, stop it, "
                + "and start this version with --seed <that file> --fresh"
        case .newerSnapshot, .newerFormat, .unknownChange:
            "use that version, or put the state aside and start from the seed with --fresh"
        case .noChecksum, .checksumMismatch:
            "put back a copy of the folder or, if it was edited on purpose, start from a copy of the file as a seed: "
                + "--seed <copy> --fresh"
        case .missingJournal, .noHead:
            "put back a copy of the folder or, without the changes in that file, start from a copy of snapshot.json as a "
                + "seed: --seed <copy> --fresh"
        case .badRecord, .wrongSequence, .foreignRecord, .noSnapshot, .badSnapshot, .badState:
            "put back a copy of the folder, or put the state aside and start from the seed with --fresh"
        }
    }
}
