package import Persistence

/// A sandbox's state on disk: recovery at the start, group commit of changes, and snapshots.
///
/// There are three queues, so that no job waits for work of another kind: the journal, for which
/// answers wait; scheduled snapshots, at the lowest priority; and requests that read or write files
/// or large states.
package final class Storage {
    /// The workers of the three queues; nil runs the jobs of a queue at once.
    package struct Workers {
        package var journal: (any Worker)?
        package var snapshots: (any Worker)?
        package var requests: (any Worker)?

        package init(
            journal: (any Worker)? = nil, snapshots: (any Worker)? = nil, requests: (any Worker)? = nil
        ) {
            self.journal = journal
            self.snapshots = snapshots
            self.requests = requests
        }

        /// A thread for each queue.
        ///
        /// Scheduled snapshots must not slow down requests on machines with few processors.
        package static func threads() -> Workers {
            Workers(
                journal: WorkerThread(), snapshots: WorkerThread(niceness: snapshotNiceness), requests: WorkerThread())
        }

        private static let snapshotNiceness: Int32 = 19
    }

    package let directory: DataDirectory
    /// Facts about the recovery; nil for a new state.
    package let recovery: Recovery?
    /// Runs the jobs of requests that would block the loop for too long.
    package let requests: BackgroundQueue
    private let journal: Journal
    private let committer: JournalCommitter
    private let scheduler: SnapshotScheduler
    private let queues: [BackgroundQueue]

    /// Opens a data directory, loads the stored state into a sandbox, and attaches the storage.
    ///
    /// If no state is stored, or if a new one is wanted, the sandbox's own state is prepared;
    /// stored files do not change before `commit`.
    ///
    /// - Parameters:
    ///   - path: the data directory; it is created if it is missing.
    ///   - files: the system calls.
    ///   - sandbox: the sandbox, in the state that a new data directory begins with.
    ///   - startsFresh: whether to begin a new state even if one is stored.
    ///   - flushes: whether a change must be on the device before it counts as durable.
    ///   - journalByteCountMax: a larger journal is replaced by a snapshot, if it is also larger
    ///     than the snapshot.
    ///   - workers: makes the workers; called last, so that a failure leaves no thread running.
    /// - Returns: the storage, which records the sandbox's changes from now on.
    /// - Throws: when the directory cannot be used; nothing in it was changed then.
    package static func open(
        path: String, files: any FileSystem, sandbox: Sandbox, startsFresh: Bool = false, flushes: Bool = true,
        journalByteCountMax: Int = SnapshotScheduler.journalByteCountMax, workers: () -> Workers
    ) throws(StorageError) -> Storage {
        let directory = try DataDirectory(path, files: files)
        let recovery = startsFresh ? nil : try sandbox.recover(from: directory)
        let position = recovery?.position ?? .beginning()
        let snapshotByteCount =
            if let recovery { recovery.snapshotByteCount } else {
                try directory.prepareState(WorldText(sandbox.world, position: position))
            }
        let journal = Journal(
            files: files, directory: directory, lastChecksum: position.checksum, after: recovery, flushes: flushes)
        let storage = Storage(
            sandbox, directory, recovery, journal, snapshotByteCount, journalByteCountMax, workers())
        sandbox.attach(storage)
        return storage
    }

    private init(
        _ sandbox: Sandbox, _ directory: DataDirectory, _ recovery: Recovery?, _ journal: Journal,
        _ snapshotByteCount: Int, _ journalByteCountMax: Int, _ workers: Workers
    ) {
        self.directory = directory
        self.recovery = recovery
        self.journal = journal
        let journalQueue = BackgroundQueue(worker: workers.journal)
        let snapshotQueue = BackgroundQueue(worker: workers.snapshots)
        requests = BackgroundQueue(worker: workers.requests)
        queues = [journalQueue, snapshotQueue, requests]
        committer = JournalCommitter(sandbox, journal: journal, queue: journalQueue)
        scheduler = SnapshotScheduler(
            committer, in: directory, sequence: recovery?.snapshotSequence ?? sandbox.sequence,
            byteCount: snapshotByteCount, journalByteCountMax: journalByteCountMax, queue: snapshotQueue)
    }

    // MARK: A new state

    /// Commits the prepared state if none is stored.
    package func commit() throws(StorageError) {
        guard recovery == nil else { return }
        try directory.commitState()
    }

    /// Commits the prepared state and moves the stored one into a folder.
    ///
    /// - Parameter name: suffix of the folder's name, for example a timestamp.
    /// - Returns: the folder's path; nil when no state was stored.
    /// - Throws: when a file cannot be changed.
    package func commit(puttingAsideAs name: String) throws(StorageError) -> String? {
        guard recovery == nil else { return nil }
        return try directory.commitState(puttingAsideAs: name)
    }

    /// Removes a prepared state that will not be committed.
    package func discard() {
        if recovery == nil { directory.discardState() }
    }

    // MARK: Changes

    /// The sequence number of the last change that a crash cannot undo.
    package var durableSequence: Int { committer.durable.sequence }

    /// Why changes or snapshots cannot be written; nil when they can.
    package var degradation: String? {
        committer.failure.map { "changes are refused: \($0.reason)" }
            ?? scheduler.failure
    }

    /// The time between two attempts to find out whether the disk is well again.
    private static let probeMilliseconds: Int64 = 5000
    private var probedAt: Int64?

    /// Finds out in the background whether changes can be written again, every few seconds at most.
    ///
    /// - Parameter time: the system's time in milliseconds.
    package func probe(at time: Int64) {
        guard committer.failure != nil else { return probedAt = nil }
        // The clock may have been set back.
        if let probedAt, (probedAt..<probedAt + Self.probeMilliseconds).contains(time) { return }
        probedAt = time
        committer.probe()
    }

    /// Called with a sentence when something could not be written.
    package var onFailure: ((String) -> Void)? {
        get { committer.onFailure }
        set {
            committer.onFailure = newValue
            scheduler.onFailure = newValue
        }
    }

    /// Calls back when all changes so far are durable or were rolled back.
    package func whenDurable(_ completion: @escaping JournalCommitter.Completion) {
        committer.whenDurable(completion)
    }

    /// Starts writing pending changes; called when the loop has handled everything that was ready.
    package func flush() {
        committer.flush()
    }

    /// Starts a snapshot as soon as no batch is being written; nothing if the last one is current.
    package func requestSnapshot() {
        scheduler.requestSnapshot()
    }

    // MARK: The loop

    /// Sets the callback, on a worker's thread, for when `deliverResults` has something to deliver.
    package func onResult(_ wake: @escaping @Sendable () -> Void) {
        for queue in queues { queue.onResult(wake) }
    }

    /// Delivers the results of all queues.
    package func deliverResults() {
        for queue in queues { queue.deliverResults() }
    }

    /// Writes the remaining changes, and a last snapshot if anything changed; ends the workers.
    package func finish() {
        requests.finish()
        committer.finish()
        scheduler.finish()
        journal.close()
    }
}
