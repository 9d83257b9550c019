internal import Emulation
internal import Listener
internal import Persistence
internal import Sandboxes

/// The state that a server starts with, and what keeps it.
struct KeptState {
    /// Where the world of the start came from.
    enum Origin {
        /// The state is in memory only.
        case seed
        /// The data directory was empty, or what was there has been put aside, now or earlier.
        case newDirectory(String, putAside: String?, earlier: [String])
        /// What was kept goes on.
        case kept(String, Recovery)
    }

    private(set) var origin: Origin
    /// Nil where nothing is kept.
    let keeper: JournalCommitter?
    let directory: DataDirectory?
    let background: BackgroundQueue

    /// Snapshots must not slow down requests where processors are few.
    private static let snapshotNiceness: Int32 = 19

    /// Opens the data directory, and brings the sandbox to where it was left.
    ///
    /// A new state is only prepared: it takes its place, and that of what is kept, by `begin`.
    ///
    /// - Throws: what to do where the directory cannot be used; nothing in it was changed then.
    init(_ options: ServeOptions, _ sandbox: Sandbox) throws(Failure) {
        guard let path = options.dataPath else {
            origin = .seed
            keeper = nil
            directory = nil
            background = BackgroundQueue(worker: WorkerThread(niceness: Self.snapshotNiceness))
            return
        }
        do throws(StorageError) {
            let directory = try DataDirectory(path, files: SystemFiles())
            let recovery = options.startsFresh ? nil : try sandbox.recover(from: directory)
            let position = recovery?.position ?? .beginning()
            let snapshotByteCount: Int
            if let recovery {
                snapshotByteCount = recovery.snapshotByteCount
                origin = .kept(path, recovery)
            } else {
                snapshotByteCount = try directory.prepareState(WorldText(sandbox.world, position: position))
                origin = .newDirectory(path, putAside: nil, earlier: [])
            }
            // The threads come last: what failed before them leaves none behind.
            background = BackgroundQueue(worker: WorkerThread(niceness: Self.snapshotNiceness))
            keeper = JournalCommitter(
                sandbox, in: directory,
                journal: Journal(
                    files: SystemFiles(), directory: directory, lastChecksum: position.checksum,
                    flushes: options.flushes),
                snapshotSequence: recovery?.snapshotSequence ?? sandbox.sequence,
                snapshotByteCount: snapshotByteCount,
                queue: BackgroundQueue(worker: WorkerThread()), background: background)
            self.directory = directory
        } catch {
            throw Failure(error.status, error.sentence)
        }
    }

    /// Lets a new state take its place, now that nothing is in the way of the start.
    ///
    /// - Throws: what the system said.
    mutating func begin(_ options: ServeOptions, now: Timestamp) throws(Failure) {
        guard let directory, case .newDirectory(let path, _, _) = origin else { return }
        do throws(StorageError) {
            if options.startsFresh {
                let putAside = try directory.commitState(puttingAsideAs: Self.folderName(now))
                origin = .newDirectory(path, putAside: putAside, earlier: [])
            } else {
                try directory.commitState()
                origin = .newDirectory(path, putAside: nil, earlier: directory.earlierStates())
            }
        } catch {
            throw Failure(error.status, error.sentence)
        }
    }

    /// Forgets a new state that has not begun.
    func abandon() {
        if case .newDirectory = origin { directory?.discardState() }
    }

    /// `20260213T120000Z`: a name that sorts by time and suits every file system.
    private static func folderName(_ now: Timestamp) -> String {
        String(now.rfc3339.filter { $0 != "-" && $0 != ":" })
    }
}

extension StorageError {
    fileprivate var status: ExitStatus {
        switch self {
        case .inUse, .notOurs, .file, .unreadable: .cannotCreate
        case .damaged: .data
        }
    }
}
