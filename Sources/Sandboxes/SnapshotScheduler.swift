internal import Persistence

/// Decides when a snapshot of the durable world is written: on request, and when the journal has
/// become large.
///
/// A snapshot starts between two batches, so that the next batch can begin a new journal file.
/// All requests that come while one is being written share one more after it. Confined to the loop.
package final class SnapshotScheduler {
    private let committer: JournalCommitter
    private let directory: DataDirectory
    private let queue: BackgroundQueue

    /// The sequence number of the last change in the snapshot on disk.
    private var sequence: Int
    private var byteCount: Int
    private var isUnderWay = false
    private var isWanted = false

    /// Why the last snapshot was not written, or did not replace the files before it; nil if it
    /// did.
    private(set) var failure: String?
    /// Called with a sentence when a snapshot could not be written.
    package var onFailure: ((String) -> Void)?

    /// A journal of more bytes, and of more than the snapshot has, is replaced by a snapshot.
    ///
    /// The comparison with the snapshot bounds the cost: a large world is not written again and
    /// again for a few changes.
    package static let journalByteCountMax = 64 << 20
    private let journalByteCountMax: Int

    /// - Parameters:
    ///   - committer: whose durable world is written.
    ///   - directory: where snapshots are written.
    ///   - sequence: the sequence number of the last change in the snapshot there.
    ///   - byteCount: the size of that snapshot.
    ///   - journalByteCountMax: a larger journal is replaced by a snapshot, if it is also larger
    ///     than the snapshot.
    ///   - queue: writes snapshots.
    init(
        _ committer: JournalCommitter, in directory: DataDirectory, sequence: Int, byteCount: Int,
        journalByteCountMax: Int, queue: BackgroundQueue
    ) {
        self.committer = committer
        self.directory = directory
        self.sequence = sequence
        self.byteCount = byteCount
        self.journalByteCountMax = journalByteCountMax
        self.queue = queue
        committer.onBatchFinished = { [unowned self] in
            if self.committer.journalByteCount > max(journalByteCountMax, self.byteCount) { isWanted = true }
            startIfWanted()
        }
    }

    /// Starts a snapshot as soon as no batch is being written; nothing if the last one is current.
    func requestSnapshot() {
        isWanted = true
        startIfWanted()
    }

    private func startIfWanted() {
        guard isWanted, !isUnderWay, !committer.isBatchUnderWay else { return }
        isWanted = false
        let commit = committer.durable
        guard commit.sequence != sequence else { return }
        isUnderWay = true
        committer.startNewFile()
        let text = WorldText(commit.world, position: commit.position)
        let position = commit.position
        queue.run { [directory] in
            Result { () throws(SnapshotError) in
                try directory.writeSnapshot(text, upTo: position, check: World.problem(ofSnapshot:))
            }
        } completion: { [unowned self] (result: Result<WrittenSnapshot, SnapshotError>) in
            finishSnapshot(result, upTo: position.sequence)
        }
    }

    private func finishSnapshot(_ result: Result<WrittenSnapshot, SnapshotError>, upTo sequence: Int) {
        isUnderWay = false
        switch result {
        case .success(let snapshot):
            self.sequence = sequence
            byteCount = snapshot.byteCount
            failure = snapshot.removalFailure.map { "an old journal was not removed: \($0.reason)" }
            if let error = snapshot.removalFailure {
                onFailure?("the snapshot was written, but a journal that it replaces could not be removed: \(error)")
            }
            startIfWanted()
        case .failure(let error):
            isWanted = false
            failure = "the snapshot was not written: \(error.reason)"
            onFailure?("could not write the snapshot; the journal continues: \(error.description)")
        }
    }

    /// Writes a last snapshot if anything changed since the last one; no batch may come after this.
    func finish() {
        queue.drain()
        requestSnapshot()
        queue.finish()
    }
}
