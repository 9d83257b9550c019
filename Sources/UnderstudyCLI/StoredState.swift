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
        case newDirectory(String, earlier: EarlierStates)
        /// The stored state was recovered.
        case kept(String, Recovery)
    }

    /// States that were moved to folders of their own.
    struct EarlierStates {
        /// The one that was moved now.
        var putAside: String?
        /// Those that are there without it.
        var others: [String] = []
        /// Those that were removed now, since there were too many.
        var removed: [String] = []
        /// Why some could not be listed or removed.
        var failure: FileError?
    }

    /// How many earlier states are left after a fresh start; a container that starts fresh each
    /// time would fill the disk.
    static let earlierCountMax = 3

    private(set) var origin = Origin.seed
    /// Nil if the state is in memory only.
    private let storage: Storage?

    /// Whether a start may continue from stored state, so that it needs no seed.
    static func mayExist(_ options: ServeOptions) -> Bool {
        guard let path = options.dataPath, !options.startsFresh else { return false }
        do throws(FileError) {
            return try !SystemFiles().names(in: path).isEmpty
        } catch {
            // What cannot be listed is reported when it is opened.
            return !error.isMissing
        }
    }

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
                path: path, files: SystemFiles(), sandbox: sandbox,
                startsFresh: options.startsFresh,
                flushes: options.flushes, workers: Storage.Workers.threads)
        }
        guard sandbox.hasSeed || storage.recovery != nil else {
            storage.discard()
            throw SeedFile.missing(options.seedPath)
        }
        origin = storage.recovery.map { .kept(path, $0) } ?? .newDirectory(path, earlier: EarlierStates())
        self.storage = storage
    }

    /// Commits a new state.
    mutating func commit(_ options: ServeOptions, now: Timestamp) throws(Failure) {
        guard let storage, case .newDirectory(let path, _) = origin else { return }
        var earlier = EarlierStates()
        earlier.putAside = try Failure.converting { () throws(StorageError) in
            if options.startsFresh { return try storage.commit(puttingAsideAs: Self.folderName(now)) }
            try storage.commit()
            return nil
        }
        // The new state is stored already, so nothing here can be a failure of the start.
        do throws(FileError) {
            if earlier.putAside != nil {
                earlier.removed = try storage.directory.removeEarlierStates(butNewest: Self.earlierCountMax)
            }
            earlier.others = try storage.directory.earlierStates().filter { $0 != earlier.putAside }
        } catch {
            earlier.failure = error
        }
        origin = .newDirectory(path, earlier: earlier)
    }

    /// What the data directory's file system cannot do.
    var warnings: [String] { storage?.directory.warnings ?? [] }

    /// Removes a new state that will not be committed.
    func discard() {
        storage?.discard()
    }

    /// `20260213T120000Z`: a name that sorts by time and is valid in every file system.
    private static func folderName(_ now: Timestamp) -> String {
        String(now.rfc3339.filter { $0 != "-" && $0 != ":" })
    }
}
