internal import Persistence

extension Failure {
    /// Converts a `StorageError` to the exit status and a sentence that says what to do.
    static func converting<Result>(_ body: () throws(StorageError) -> Result) throws(Failure) -> Result {
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
        case .inUse: "stop that one, or give another folder with --data-dir"
        case .notOurs: "give another folder with --data-dir, or move that file away"
        case .file(let error) where error.isFull: "make room there, or give another folder with --data-dir"
        case .file: "give a folder that can be written with --data-dir, or keep nothing with --ephemeral"
        case .unreadable(let error) where error.isForbidden: "let the user of this process read it (chown, chmod)"
        case .unreadable: "make it readable, or put back a copy of the folder"
        case .damaged(let damage): damage.advice
        }
    }
}

extension StateDamage {
    fileprivate var advice: String {
        switch kind {
        case .newerSnapshot, .unknownChange:
            "use that version, or put the state aside and start from the seed with --fresh"
        case .noChecksum, .checksumMismatch:
            "put back a copy of the folder or, if it was edited on purpose, start from a copy of the file as a seed: "
                + "--seed <copy> --fresh"
        case .missingJournal:
            "put back a copy of the folder or, without the changes in that file, start from a copy of snapshot.json as a "
                + "seed: --seed <copy> --fresh"
        case .badRecord, .wrongSequence, .foreignRecord, .noSnapshot, .badSnapshot:
            "put back a copy of the folder, or put the state aside and start from the seed with --fresh"
        }
    }
}
