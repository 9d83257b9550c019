package import Persistence

/// Sees to it that what a sandbox has answered is kept: gathers changes, has them flushed, and lets answers wait for that.
///
/// It belongs to the loop. A batch is on its way at a time; what comes meanwhile shares the next flush. One copy of the
/// world is held for each batch, so that a failed one is taken back by an assignment.
package final class JournalCommitter {
    /// Called when the change that was waited for is kept, or, with false, was taken back.
    package typealias Settled = (_ isKept: Bool) -> Void

    /// A class, because a world is large to carry about.
    private final class Kept {
        let sequence: Int
        /// The checksum of that change's record; not known before it is written.
        var checksum: UInt32
        let world: World

        init(_ sandbox: Sandbox, checksum: UInt32 = 0) {
            sequence = sandbox.sequence
            self.checksum = checksum
            world = sandbox.world
        }

        var position: JournalPosition { JournalPosition(sequence: sequence, checksum: checksum) }
    }

    private struct Waiter {
        let sequence: Int
        let then: Settled
    }

    private let sandbox: Sandbox
    private let directory: DataDirectory
    private let journal: Journal
    private let queue: BackgroundQueue
    private let background: BackgroundQueue

    /// What was flushed last.
    private var kept: Kept
    /// What is being flushed.
    private var underWay: Kept?
    /// What is to be flushed next.
    private var pending: [JournalEntry] = []
    private var waiters: [Waiter] = []

    /// Up to which change the snapshot on disk speaks.
    private var snapshotSequence: Int
    private var snapshotByteCount: Int
    private var snapshotUnderWay: Int?
    private var isSnapshotWanted = false
    private var startsFile = true

    private var couldNotKeep: FileError?
    private var couldNotSnapshot: FileError?

    /// Why the last attempt to keep a change, or to write a snapshot, failed; nil when it did not.
    package var degradation: String? {
        couldNotKeep.map { "changes are refused: \($0.reason)" }
            ?? couldNotSnapshot.map { "the snapshot was not written: \($0.reason)" }
    }
    /// Is told what could not be kept and why.
    package var onFailure: ((String) -> Void)?

    /// A journal of more bytes, and of more than the snapshot has, is replaced by a snapshot.
    ///
    /// So a large world is not written again and again for a few changes: no byte of a journal costs more than one of a
    /// snapshot.
    package static let journalByteCountMax = 64 << 20
    private let journalByteCountMax: Int

    /// - Parameters:
    ///   - sandbox: whose state is kept; as it is now it is on disk already.
    ///   - directory: where it is kept.
    ///   - journal: what changes are written to.
    ///   - snapshotSequence: up to which change the snapshot there speaks.
    ///   - snapshotByteCount: how large it is.
    ///   - journalByteCountMax: a journal of more bytes, and of more than the snapshot has, gives way to a snapshot.
    ///   - queue: writes the journal.
    ///   - background: writes snapshots.
    package init(
        _ sandbox: Sandbox, in directory: DataDirectory, journal: Journal, snapshotSequence: Int,
        snapshotByteCount: Int = 0, journalByteCountMax: Int = JournalCommitter.journalByteCountMax,
        queue: BackgroundQueue,
        background: BackgroundQueue
    ) {
        self.sandbox = sandbox
        self.directory = directory
        self.journal = journal
        self.snapshotSequence = snapshotSequence
        self.snapshotByteCount = snapshotByteCount
        self.journalByteCountMax = journalByteCountMax
        self.queue = queue
        self.background = background
        kept = Kept(sandbox, checksum: journal.lastChecksum)
        sandbox.onChange = { [unowned self] in pending.append($0) }
    }

    /// The last change that a crash cannot take back.
    package var durableSequence: Int { kept.sequence }

    /// Calls back when all changes so far are kept, or were taken back.
    package func whenSettled(_ then: @escaping Settled) {
        guard sandbox.sequence != kept.sequence else { return then(true) }
        waiters.append(Waiter(sequence: sandbox.sequence, then: then))
    }

    /// Has what is waiting written; called when the loop has handled all that was ready.
    package func flush() {
        guard underWay == nil, !pending.isEmpty else { return }
        let batch = pending
        pending = []
        underWay = Kept(sandbox)
        let startsFile = startsFile
        queue.send { [journal] in
            journal.append(batch, startsFile: startsFile)
        } then: { [unowned self] result in
            settle(result)
        }
    }

    /// Sets what tells the loop that there are results to take; it is called on the helper threads.
    package func onResult(_ wake: @escaping @Sendable () -> Void) {
        queue.onResult(wake)
        background.onResult(wake)
    }

    /// Takes the results of the helper threads.
    package func deliverResults() {
        queue.deliverResults()
        background.deliverResults()
    }

    private func settle(_ result: Result<Journal.End, FileError>) {
        guard let batch = underWay else { return }
        underWay = nil
        switch result {
        case .success(let end):
            kept = batch
            kept.checksum = end.lastChecksum
            couldNotKeep = nil
            startsFile = false
            if end.byteCount > max(journalByteCountMax, snapshotByteCount) { isSnapshotWanted = true }
            release { $0.sequence <= batch.sequence }
            startSnapshotIfWanted()
        case .failure(let error):
            takeBack(because: error)
        }
    }

    /// Goes back to what was flushed last; all that came after it is refused.
    private func takeBack(because error: FileError) {
        couldNotKeep = error
        pending = []
        sandbox.rollBack(to: kept.world, sequence: kept.sequence)
        onFailure?("changes were not kept and are taken back: \(error)")
        let refused = waiters
        waiters = []
        // The last one first: each takes back what it found, and that of an earlier one is what was there before both.
        for waiter in refused.reversed() { waiter.then(false) }
        startSnapshotIfWanted()
    }

    private func release(_ isKept: (Waiter) -> Bool) {
        let end = waiters.firstIndex { !isKept($0) } ?? waiters.endIndex
        let released = waiters[..<end]
        waiters.removeSubrange(..<end)
        for waiter in released { waiter.then(true) }
    }

    // MARK: Snapshots

    /// Has a snapshot written as soon as no batch is under way, if there is anything new.
    package func requestSnapshot() {
        isSnapshotWanted = true
        startSnapshotIfWanted()
    }

    private func startSnapshotIfWanted() {
        guard isSnapshotWanted, underWay == nil, snapshotUnderWay == nil else { return }
        isSnapshotWanted = false
        guard kept.sequence != snapshotSequence else { return }
        let sequence = kept.sequence
        snapshotUnderWay = sequence
        startsFile = true
        let text = WorldText(kept.world, position: kept.position)
        background.send { [directory] in
            Result { () throws(FileError) in try directory.writeSnapshot(text, upTo: sequence) }
        } then: { [unowned self] (result: Result<Int, FileError>) in
            settleSnapshot(result, sequence)
        }
    }

    private func settleSnapshot(_ result: Result<Int, FileError>, _ sequence: Int) {
        snapshotUnderWay = nil
        switch result {
        case .success(let byteCount):
            snapshotSequence = sequence
            snapshotByteCount = byteCount
            couldNotSnapshot = nil
            startSnapshotIfWanted()
        case .failure(let error):
            isSnapshotWanted = false
            couldNotSnapshot = error
            onFailure?("the snapshot was not written, and the journal goes on: \(error)")
        }
    }

    /// Flushes what is left, writes a last snapshot if there is anything new, and ends the helper threads.
    package func finish() {
        queue.drain()
        flush()
        queue.finish()
        background.drain()
        requestSnapshot()
        background.finish()
        journal.close()
    }
}
