internal import Glibc
internal import Synchronization

/// The journal as it is written: records are added to the newest file, and all of a batch share one flush.
package final class Journal: Sendable {
    /// Where the journal ends after a batch.
    package struct End: Sendable {
        /// How many bytes the newest file has.
        package let byteCount: Int
        /// The checksum of the last record that was kept.
        package let lastChecksum: UInt32
    }

    private let writer: Mutex<JournalWriter>

    /// - Parameters:
    ///   - files: the calls of the system.
    ///   - directory: where the journal lies, as long as it is locked.
    ///   - lastChecksum: the checksum of the record that the first one here follows.
    ///   - flushes: whether a record is to be on the device before it counts as kept.
    package init(files: any FileSystem, directory: DataDirectory, lastChecksum: UInt32, flushes: Bool) {
        writer = Mutex(
            JournalWriter(files: files, directory: directory, lastChecksum: lastChecksum, flushes: flushes))
    }

    /// The checksum of the last record that was kept; a batch that is being written is waited for.
    package var lastChecksum: UInt32 { writer.withLock { $0.lastChecksum } }

    /// Writes records, all or none of them.
    ///
    /// - Parameters:
    ///   - entries: the changes, in order.
    ///   - startsFile: whether they begin a new file, because a snapshot speaks for all before them.
    /// - Returns: where the journal ends then, or why none of the records was kept.
    package func append(_ entries: [JournalEntry], startsFile: Bool) -> Result<End, FileError> {
        writer.withLock { $0.append(entries, startsFile: startsFile) }
    }

    /// Closes the file.
    package func close() {
        writer.withLock { $0.close() }
    }
}

/// The newest file and how much of it is good.
private struct JournalWriter {
    let files: any FileSystem
    let directory: DataDirectory
    let flushes: Bool
    private var file: OpenFile?
    /// Up to where the file holds whole records that were flushed.
    private var goodByteCount = 0
    /// The checksum of the last record that was kept, which the next one names.
    private(set) var lastChecksum: UInt32
    /// Whether the file may have bytes behind the good ones, after a failure.
    private var needsRepair = false

    private static let pieceByteCount = 256 << 10

    init(files: any FileSystem, directory: DataDirectory, lastChecksum: UInt32, flushes: Bool) {
        self.files = files
        self.directory = directory
        self.lastChecksum = lastChecksum
        self.flushes = flushes
    }

    mutating func append(_ entries: [JournalEntry], startsFile: Bool) -> Result<Journal.End, FileError> {
        guard let first = entries.first else { return .success(end) }
        do throws(FileError) {
            try directory.requireLock()
            try repair()
            if startsFile { close() }
            try requireFile()
            if file == nil { file = try start(at: first.sequence) }
            guard let file else { return .success(end) }
            needsRepair = true
            let written = try write(entries, to: file)
            if flushes { try files.synchronize(file) }
            goodByteCount += written.byteCount
            lastChecksum = written.lastChecksum
            needsRepair = false
            return .success(end)
        } catch {
            // At once, so that what was refused does not come back after a restart; else before the next batch.
            try? repair()
            return .failure(error)
        }
    }

    /// Makes sure that the file is still where a start looks for it; the next snapshot begins another one.
    private func requireFile() throws(FileError) {
        if let file, !files.isSame(file, as: file.path) { throw FileError(path: file.path, code: ESTALE) }
    }

    private var end: Journal.End { Journal.End(byteCount: goodByteCount, lastChecksum: lastChecksum) }

    /// Cuts off what a failed batch has left behind.
    private mutating func repair() throws(FileError) {
        guard needsRepair, let file else { return }
        try files.truncate(file, to: goodByteCount)
        if flushes { try files.synchronize(file) }
        needsRepair = false
    }

    private mutating func start(at sequence: Int) throws(FileError) -> OpenFile {
        let folder = directory.folder
        let file = try files.open(folder.journal(startingAt: sequence), for: .writing)
        do throws(FileError) {
            if flushes { try files.synchronizeFolder(folder.path) }
        } catch {
            files.close(file)
            throw error
        }
        goodByteCount = 0
        return file
    }

    mutating func close() {
        if let file { files.close(file) }
        file = nil
        goodByteCount = 0
        needsRepair = false
    }

    /// Writes records behind the good ones, each naming the one before it.
    ///
    /// - Returns: how many bytes they are, and the last one's checksum.
    private func write(_ entries: [JournalEntry], to file: OpenFile) throws(FileError) -> Journal.End {
        var buffer: [UInt8] = []
        var count = 0
        var lastChecksum = lastChecksum
        for entry in entries {
            var checksum = Checksum()
            var start = buffer.count
            buffer += JournalRecord.headStart
            buffer += String(entry.sequence).utf8
            buffer += JournalRecord.previousStart
            buffer += Checksum.text(lastChecksum).utf8
            buffer += JournalRecord.previousEnd
            switch entry.content {
            case .changes(let changes):
                buffer += JournalRecord.changesStart
                buffer += changes
                buffer += JournalRecord.changesEnd
            case .replacement(var source):
                buffer += JournalRecord.worldStart
                while let chunk = try source.nextChunk() {
                    // In canonical form a line end is white space only, and a record is one line.
                    buffer += chunk.lazy.filter { $0 != UInt8(ascii: "\n") }
                    guard buffer.count > Self.pieceByteCount else { continue }
                    checksum.update(buffer.span.extracting(start..<buffer.count))
                    try files.writeAll(buffer, to: file)
                    count += buffer.count
                    buffer.removeAll(keepingCapacity: true)
                    start = 0
                }
            }
            checksum.update(buffer.span.extracting(start..<buffer.count))
            lastChecksum = checksum.value
            buffer += JournalRecord.tailStart
            buffer += Checksum.text(lastChecksum).utf8
            buffer += JournalRecord.tailEnd
            buffer.append(UInt8(ascii: "\n"))
        }
        try files.writeAll(buffer, to: file)
        return Journal.End(byteCount: count + buffer.count, lastChecksum: lastChecksum)
    }
}
