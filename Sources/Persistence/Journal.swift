internal import Glibc
internal import Synchronization

/// The journal being written: a batch of records is appended to the newest file and flushed once.
package final class Journal: Sendable {
    /// Where the journal ends after a batch.
    package struct End: Sendable {
        /// The size of the newest file.
        package let byteCount: Int
        /// The checksum of the last record.
        package let lastChecksum: UInt32
    }

    private let writer: Mutex<JournalWriter>

    /// - Parameters:
    ///   - files: the system calls.
    ///   - directory: the directory of the journal; nothing is written when its lock is lost.
    ///   - lastChecksum: the checksum of the last record so far.
    ///   - recovery: what was read of the journals so far; nil for a new state.
    ///   - flushes: whether to wait until a batch is on the device.
    package init(
        files: any FileSystem, directory: DataDirectory, lastChecksum: UInt32, after recovery: Recovery? = nil,
        flushes: Bool
    ) {
        writer = Mutex(
            JournalWriter(
                files: files, directory: directory, lastChecksum: lastChecksum, after: recovery?.lastJournal,
                flushes: flushes))
    }

    /// The checksum of the last record; waits for a batch that is being written.
    package var lastChecksum: UInt32 { writer.withLock { $0.lastChecksum } }

    /// Writes a batch of records: all or none.
    ///
    /// - Parameters:
    ///   - entries: the changes, in order.
    ///   - startsFile: whether to begin a new file, because a snapshot covers everything before.
    /// - Returns: the new end of the journal, or why none of the records was written.
    package func append(_ entries: [JournalEntry], startsFile: Bool) -> Result<End, FileError> {
        writer.withLock { $0.append(entries, startsFile: startsFile) }
    }

    /// Tries out, after a failure, whether a batch could be written now.
    ///
    /// - Parameter startsFile: whether the next batch begins a new file.
    /// - Returns: why not; nil if it could.
    package func probe(startsFile: Bool) -> FileError? {
        writer.withLock { $0.probe(startsFile: startsFile) }
    }

    /// Closes the file.
    package func close() {
        writer.withLock { $0.close() }
    }
}

/// The newest file, and up to where it is good.
private struct JournalWriter {
    let files: any FileSystem
    let directory: DataDirectory
    let flushes: Bool
    private var file: OpenFile?
    /// The size of the complete and flushed records in the file.
    private var goodByteCount = 0
    /// The checksum of the last record, which the next one names.
    private(set) var lastChecksum: UInt32
    /// Whether the file may have more than the good bytes, after a failure.
    private var needsRepair = false
    /// The file before, until it has its seal.
    private var unsealed: UnsealedJournal?

    init(
        files: any FileSystem, directory: DataDirectory, lastChecksum: UInt32, after unsealed: UnsealedJournal?,
        flushes: Bool
    ) {
        self.files = files
        self.directory = directory
        self.lastChecksum = lastChecksum
        self.unsealed = unsealed
        self.flushes = flushes
    }

    mutating func append(_ entries: [JournalEntry], startsFile: Bool) -> Result<Journal.End, FileError> {
        guard let first = entries.first else { return .success(end) }
        do throws(FileError) {
            // Before a file is opened: at this path, it could be the journal of a process that has
            // taken the directory.
            try directory.requireLock()
            if startsFile { endFile() }
            try repair()
            try requireFile()
            if file == nil { try start(at: first.sequence) }
            guard let file else { return .success(end) }
            needsRepair = true
            var batch = BatchWriter(files: files, file: file, after: lastChecksum, flushes: flushes)
            for entry in entries { try batch.append(entry) }
            let byteCount = try batch.finish()
            if flushes { try files.synchronize(file) }
            goodByteCount += byteCount
            lastChecksum = batch.lastChecksum
            needsRepair = false
            return .success(end)
        } catch {
            // At once, so that refused changes do not come back after a restart; if that fails,
            // before the next batch.
            try? repair()
            return .failure(error)
        }
    }

    mutating func probe(startsFile: Bool) -> FileError? {
        do throws(FileError) {
            try directory.requireLock()
            if !startsFile {
                try repair()
                try requireFile()
            }
            try directory.probe(byteCount: Self.probeByteCount)
            return nil
        } catch {
            return error
        }
    }

    /// As many bytes as a batch of many changes has.
    private static let probeByteCount = 64 << 10

    /// Makes sure that the file is still at its path, where recovery looks for it, with the size
    /// that it was given.
    ///
    /// If not, another process has changed it, and the next snapshot begins a new one.
    private func requireFile() throws(FileError) {
        guard let file else { return }
        guard files.isSame(file, as: file.path), try files.byteCount(of: file) == goodByteCount else {
            throw FileError(path: file.path, code: ESTALE)
        }
    }

    private var end: Journal.End { Journal.End(byteCount: goodByteCount, lastChecksum: lastChecksum) }

    /// Truncates the file to what was there before a failed batch.
    private mutating func repair() throws(FileError) {
        guard needsRepair, let file else { return }
        try cut(file, to: goodByteCount, mayBeLonger: true)
        if flushes { try files.synchronize(file) }
        needsRepair = false
    }

    /// Truncates a file and moves to its end.
    ///
    /// - Throws: also when the file is shorter, since truncation would fill the gap with zeros.
    private func cut(_ file: OpenFile, to byteCount: Int, mayBeLonger: Bool) throws(FileError) {
        let found = try files.byteCount(of: file)
        guard mayBeLonger ? found >= byteCount : found == byteCount else {
            throw FileError(path: file.path, code: ESTALE)
        }
        try files.truncate(file, to: byteCount)
    }

    /// Begins the file for a change and the ones after it, and seals the file before.
    private mutating func start(at sequence: Int) throws(FileError) {
        let position = JournalPosition(sequence: sequence - 1, checksum: lastChecksum)
        let (file, headByteCount) = try directory.openJournal(after: position)
        do throws(FileError) {
            // A batch that failed may have left something there.
            try files.truncate(file, to: headByteCount)
            try seal(next: sequence, before: file)
        } catch {
            files.close(file)
            throw error
        }
        self.file = file
        goodByteCount = headByteCount
    }

    /// Ends the file before with the number of the next file's first change.
    private mutating func seal(next sequence: Int, before next: OpenFile) throws(FileError) {
        guard var journal = unsealed, journal.path != next.path else { return unsealed = nil }
        let file: OpenFile
        do throws(FileError) {
            file = try files.open(journal.path, for: .extending)
        } catch {
            // A snapshot has replaced it.
            guard error.isMissing else { throw error }
            return unsealed = nil
        }
        defer { files.close(file) }
        try cut(file, to: journal.byteCount, mayBeLonger: journal.needsRepair)
        journal.needsRepair = true
        unsealed = journal
        try files.writeAll(JournalSeal(next: sequence).bytes(after: lastChecksum), to: file)
        if flushes { try files.synchronize(file) }
        unsealed = nil
    }

    /// Ends the file; the next batch begins a new one.
    private mutating func endFile() {
        if let file {
            unsealed = UnsealedJournal(path: file.path, byteCount: goodByteCount, needsRepair: needsRepair)
        }
        close()
    }

    mutating func close() {
        if let file { files.close(file) }
        file = nil
        goodByteCount = 0
        needsRepair = false
    }
}

/// Writes the records of a batch, each of which names the one before it.
///
/// The text is collected in a buffer; a large world is written in chunks as it is produced.
private struct BatchWriter {
    let files: any FileSystem
    let file: OpenFile
    let flushes: Bool
    private var buffer: [UInt8] = []
    /// The checksum of the current record, without the bytes of the buffer from `uncheckedStart`
    /// on.
    private var checksum = Checksum()
    private var uncheckedStart = 0
    private var writtenByteCount = 0
    /// The checksum of the last complete record.
    private(set) var lastChecksum: UInt32
    /// Whether a part of a record was written that is not flushed.
    private var hasUnflushedPart = false

    private static let chunkByteCount = 256 << 10

    init(files: any FileSystem, file: OpenFile, after lastChecksum: UInt32, flushes: Bool) {
        self.files = files
        self.file = file
        self.lastChecksum = lastChecksum
        self.flushes = flushes
    }

    mutating func append(_ entry: JournalEntry) throws(FileError) {
        try flushPart()
        appendHead(entry.sequence)
        try appendContent(entry.content)
        appendTail()
    }

    /// Writes what is left in the buffer.
    ///
    /// - Returns: the size of the batch.
    mutating func finish() throws(FileError) -> Int {
        try writeBuffer()
        return writtenByteCount
    }

    /// Flushes a record that was written in parts before another one follows it.
    ///
    /// The system may write the parts to the device in any order. If a power loss takes one, the
    /// record must be the last of the file: only there is an incomplete record what a crash leaves,
    /// and not damage.
    private mutating func flushPart() throws(FileError) {
        guard hasUnflushedPart else { return }
        try writeBuffer()
        if flushes { try files.synchronize(file) }
        hasUnflushedPart = false
    }

    private mutating func appendHead(_ sequence: Int) {
        checksum = Checksum()
        uncheckedStart = buffer.count
        buffer += JournalRecord.headStart
        buffer += String(sequence).utf8
        buffer += JournalRecord.previousStart
        buffer += Checksum.text(lastChecksum).utf8
        buffer += JournalRecord.previousEnd
    }

    private mutating func appendContent(_ content: JournalEntry.Content) throws(FileError) {
        switch content {
        case .changes(let changes):
            buffer += JournalRecord.changesStart
            buffer += changes
            buffer += JournalRecord.changesEnd
        case .replacement(var source):
            buffer += JournalRecord.worldStart
            while let chunk = try source.nextChunk() {
                // A line end in the canonical form is only white space, and a record is one line.
                buffer += chunk.lazy.filter { $0 != UInt8(ascii: "\n") }
                guard buffer.count > Self.chunkByteCount else { continue }
                updateChecksum()
                try writeBuffer()
                hasUnflushedPart = true
            }
        }
    }

    private mutating func appendTail() {
        updateChecksum()
        lastChecksum = checksum.value
        buffer += JournalRecord.tailStart
        buffer += Checksum.text(lastChecksum).utf8
        buffer += JournalRecord.tailEnd
        buffer.append(UInt8(ascii: "\n"))
    }

    private mutating func updateChecksum() {
        // A copy, since the span borrows the whole writer.
        var checksum = checksum
        checksum.update(buffer.span.extracting(uncheckedStart..<buffer.count))
        self.checksum = checksum
        uncheckedStart = buffer.count
    }

    private mutating func writeBuffer() throws(FileError) {
        try files.writeAll(buffer, to: file)
        writtenByteCount += buffer.count
        buffer.removeAll(keepingCapacity: true)
        uncheckedStart = 0
    }
}
