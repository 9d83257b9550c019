internal import Persistence

/// Group commit: collects a sandbox's changes in batches and writes each batch with one flush.
///
/// One batch is being written at a time; changes that come meanwhile form the next one. Callbacks
/// run when the batch of their change is durable. If a batch fails, it is rolled back together with
/// all changes after it; for that, a copy of the world is stored for each batch. Confined to the
/// loop.
package final class JournalCommitter {
    /// Called when a change is durable or, with false, was rolled back.
    package typealias Completion = (_ isDurable: Bool) -> Void

    /// The world after a batch.
    struct Commit {
        let sequence: Int
        /// The checksum of the last record; unknown until it is written.
        fileprivate(set) var checksum: UInt32
        private let box: WorldBox
        /// Whether so much changed before it that freeing the world before it takes long.
        fileprivate let isLarge: Bool

        fileprivate init(_ sandbox: Sandbox, checksum: UInt32 = 0, isLarge: Bool = false) {
            sequence = sandbox.sequence
            self.checksum = checksum
            self.isLarge = isLarge
            box = WorldBox(sandbox.world)
        }

        var world: World { box.value }

        var position: JournalPosition { JournalPosition(sequence: sequence, checksum: checksum) }
    }

    private struct Waiter {
        let sequence: Int
        let completion: Completion
    }

    private unowned let sandbox: Sandbox
    private let journal: Journal
    private let queue: BackgroundQueue

    /// The last batch that is durable.
    private(set) var durable: Commit
    /// The batch that is being written.
    private var underWay: Commit?
    /// The changes for the next batch.
    private var pending: [JournalEntry] = []
    private var waiters: [Waiter] = []
    private var startsFile = true
    private var isProbing = false

    /// The size of the newest journal file.
    private(set) var journalByteCount = 0
    /// Why the last batch was not written; nil if it was.
    private(set) var failure: FileError?
    /// Called with a sentence when a batch could not be written.
    package var onFailure: ((String) -> Void)?
    /// Called after each batch.
    var onBatchFinished: (() -> Void)?

    /// - Parameters:
    ///   - sandbox: whose changes are written; its state now is on disk already.
    ///   - journal: where they are written to.
    ///   - queue: writes the journal.
    init(_ sandbox: Sandbox, journal: Journal, queue: BackgroundQueue) {
        self.sandbox = sandbox
        self.journal = journal
        self.queue = queue
        durable = Commit(sandbox, checksum: journal.lastChecksum)
        sandbox.onChange = { [unowned self] in pending.append($0) }
    }

    var isBatchUnderWay: Bool { underWay != nil }

    /// Calls back when all changes so far are durable or were rolled back.
    func whenDurable(_ completion: @escaping Completion) {
        guard sandbox.sequence != durable.sequence else { return completion(true) }
        waiters.append(Waiter(sequence: sandbox.sequence, completion: completion))
    }

    /// Starts writing the pending changes, unless a batch is being written.
    func flush() {
        guard underWay == nil, !pending.isEmpty else { return }
        let batch = pending
        pending = []
        underWay = Commit(sandbox, isLarge: Self.isLarge(batch))
        queue.run { [journal, startsFile] in
            journal.append(batch, startsFile: startsFile)
        } completion: { [unowned self] result in
            finishBatch(result)
        }
    }

    /// Tries out whether the disk is well again after a failure, and forgets the failure if it is.
    func probe() {
        guard failure != nil, underWay == nil, !isProbing else { return }
        isProbing = true
        queue.run { [journal, startsFile] in
            journal.probe(startsFile: startsFile)
        } completion: { [unowned self] error in
            isProbing = false
            failure = error
        }
    }

    /// Begins a new journal file with the next batch: a snapshot has all changes before it.
    func startNewFile() {
        startsFile = true
        journalByteCount = 0
    }

    private static let largeByteCount = 64 << 10

    /// Whether a batch replaces the world, or changes many of its rows.
    private static func isLarge(_ batch: [JournalEntry]) -> Bool {
        var byteCount = 0
        for entry in batch {
            switch entry.content {
            case .changes(let bytes): byteCount += bytes.count
            case .replacement: return true
            }
        }
        return byteCount >= largeByteCount
    }

    private func finishBatch(_ result: Result<Journal.End, FileError>) {
        guard var batch = underWay.take() else { return }
        switch result {
        case .success(let end):
            batch.checksum = end.lastChecksum
            swap(&batch, &durable)
            if durable.isLarge { sandbox.background.free(consume batch) }
            failure = nil
            startsFile = false
            journalByteCount = end.byteCount
            release(upTo: durable.sequence)
        case .failure(let error):
            rollBack(because: error)
            sandbox.background.free(consume batch)
        }
        onBatchFinished?()
    }

    /// Calls the callbacks of changes that are durable now.
    private func release(upTo sequence: Int) {
        let end = waiters.firstIndex { $0.sequence > sequence } ?? waiters.endIndex
        let released = waiters[..<end]
        waiters.removeSubrange(..<end)
        for waiter in released { waiter.completion(true) }
    }

    /// Restores the last durable world; all changes after it fail.
    private func rollBack(because error: FileError) {
        failure = error
        let lost = pending
        pending = []
        sandbox.background.free(consume lost)
        sandbox.rollBack(to: durable.world, sequence: durable.sequence)
        onFailure?("could not write changes to the journal; they were rolled back: \(error)")
        let refused = waiters
        waiters = []
        for waiter in refused { waiter.completion(false) }
    }

    /// Writes the remaining changes; no change may come after this.
    func finish() {
        queue.drain()
        flush()
        queue.finish()
    }
}
