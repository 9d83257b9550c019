internal import Emulation
internal import Persistence
internal import Sandboxes

/// The initial state of a server, and its storage.
struct StoredState {
    /// The origin of the initial world.
    enum Origin {
        /// The state is in memory only.
        case seed
        /// The data directory was empty, or its state was moved to a folder, now or earlier.
        case newDirectory(String, putAside: String?, earlier: [String])
        /// The stored state was recovered.
        case kept(String, Recovery)
    }

    private(set) var origin = Origin.seed
    /// Nil if the state is in memory only.
    private let storage: Storage?

    /// Opens the data directory, if the options have one.
    ///
    /// A new state is only prepared; `commit` stores it.
    init(_ options: ServeOptions, _ sandbox: Sandbox) throws(Failure) {
        guard let path = options.dataPath else {
            storage = nil
            sandbox.background = BackgroundQueue(worker: WorkerThread())
            return
        }
        let storage = try Failure.converting { () throws(StorageError) in
            try Storage.open(
                path: path, files: SystemFiles(), sandbox: sandbox, startsFresh: options.startsFresh,
                flushes: options.flushes, workers: Storage.Workers.threads)
        }
        origin = storage.recovery.map { .kept(path, $0) } ?? .newDirectory(path, putAside: nil, earlier: [])
        self.storage = storage
    }

    /// Commits a new state.
    mutating func commit(_ options: ServeOptions, now: Timestamp) throws(Failure) {
        guard let storage, case .newDirectory(let path, _, _) = origin else { return }
        origin = try Failure.converting { () throws(StorageError) in
            if options.startsFresh {
                let putAside = try storage.commit(puttingAsideAs: Self.folderName(now))
                return .newDirectory(path, putAside: putAside, earlier: [])
            }
            try storage.commit()
            return .newDirectory(path, putAside: nil, earlier: storage.directory.earlierStates())
        }
    }

    /// Removes a new state that will not be committed.
    func discard() {
        storage?.discard()
    }

    /// `20260213T120000Z`: a name that sorts by time and is valid in every file system.
    private static func folderName(_ now: Timestamp) -> String {
        String(now.rfc3339.filter { $0 != "-" && $0 != ":" })
    }
}
