internal import Emulation
internal import Listener
internal import Persistence
internal import Understudy

/// The state that a server starts with, and what keeps it.
struct KeptState {
    /// Where the world of the start came from.
    enum Origin: Equatable {
        /// The state is in memory only.
        case seed
        /// The data directory was empty, or what was there has been put aside.
        case newDirectory(String, putAside: String?)
        /// What was kept goes on.
        case kept(String, Recovery)
    }

    let origin: Origin
    /// Nil where nothing is kept.
    let keeper: StateKeeper?
    let directory: DataDirectory?
    let background: Errands

    /// Snapshots must not slow down requests where processors are few.
    private static let snapshotNiceness: Int32 = 19

    /// Opens the data directory, and brings the sandbox to where it was left.
    ///
    /// - Throws: what to do where the directory cannot be used; nothing in it was changed then.
    init(_ options: ServeOptions, _ sandbox: Sandbox, now: Timestamp) throws(Failure) {
        guard let path = options.dataPath else {
            origin = .seed
            keeper = nil
            directory = nil
            background = Errands(worker: WorkerThread(niceness: Self.snapshotNiceness))
            return
        }
        do throws(StorageError) {
            let directory = try DataDirectory(path, files: SystemFiles())
            let putAside = options.startsFresh ? try directory.putAside(as: Self.folderName(now)) : nil
            let recovery = try sandbox.recover(from: directory)
            let position = recovery?.position ?? .beginning()
            if let recovery {
                origin = .kept(path, recovery)
            } else {
                try directory.writeFirstSnapshot(WorldText(sandbox.world, position: position))
                origin = .newDirectory(path, putAside: putAside)
            }
            // The threads come last: what failed before them leaves none behind.
            background = Errands(worker: WorkerThread(niceness: Self.snapshotNiceness))
            keeper = StateKeeper(
                sandbox, in: directory,
                journal: Journal(
                    files: SystemFiles(), directory: directory, lastChecksum: position.checksum,
                    flushes: options.flushes),
                snapshotSequence: recovery?.snapshotSequence ?? sandbox.sequence,
                errands: Errands(worker: WorkerThread()), background: background)
            self.directory = directory
        } catch {
            throw Failure(error.status, error.sentence)
        }
    }

    /// `before-20260213T120000Z`: a name that sorts by time and suits every file system.
    private static func folderName(_ now: Timestamp) -> String {
        "before-" + String(now.rfc3339.filter { $0 != "-" && $0 != ":" })
    }
}

extension StorageError {
    fileprivate var status: ExitStatus {
        switch self {
        case .inUse, .file: .cannotCreate
        case .damaged: .data
        }
    }
}
