internal import Synchronization

/// The journal as it is written: records are added to the newest file, and all of a batch share one flush.
package final class Journal: Sendable {
    private let writer: Mutex<JournalWriter>

    /// - Parameters:
    ///   - files: the calls of the system.
    ///   - directory: where the journal lies, as long as it is locked.
    ///   - flushes: whether a record is to be on the device before it counts as kept.
    package init(files: any FileSystem, directory: DataDirectory, flushes: Bool) {
        writer = Mutex(JournalWriter(files: files, directory: directory, flushes: flushes))
    }

    /// Writes records, all or none of them.
    ///
    /// - Parameters:
    ///   - entries: the changes, in order.
    ///   - startsFile: whether they begin a new file, because a snapshot speaks for all before them.
    /// - Returns: how many bytes the newest file has, or why none of the records was kept.
    package func append(_ entries: [JournalEntry], startsFile: Bool) -> Result<Int, FileError> {
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
    /// Whether the file may have bytes behind the good ones, after a failure.
    private var needsRepair = false

    private static let pieceByteCount = 256 << 10

    init(files: any FileSystem, directory: DataDirectory, flushes: Bool) {
        self.files = files
        self.directory = directory
        self.flushes = flushes
    }

    mutating func append(_ entries: [JournalEntry], startsFile: Bool) -> Result<Int, FileError> {
        guard let first = entries.first else { return .success(goodByteCount) }
        do throws(FileError) {
            try directory.requireLock()
            try repair()
            if startsFile { close() }
            if file == nil { file = try start(at: first.sequence) }
            guard let file else { return .success(0) }
            needsRepair = true
            let count = try write(entries, to: file)
            if flushes { try files.synchronize(file) }
            goodByteCount += count
            needsRepair = false
            return .success(goodByteCount)
        } catch {
            // At once, so that what was refused does not come back after a restart; else before the next batch.
            try? repair()
            return .failure(error)
        }
    }

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

    private func write(_ entries: [JournalEntry], to file: OpenFile) throws(FileError) -> Int {
        var buffer: [UInt8] = []
        var count = 0
        for entry in entries {
            var checksum = Checksum()
            var start = buffer.count
            buffer += JournalRecord.headStart
            buffer += String(entry.sequence).utf8
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
            buffer += JournalRecord.tailStart
            buffer += JournalRecord.digits(of: checksum.value)
            buffer += JournalRecord.tailEnd
            buffer.append(UInt8(ascii: "\n"))
        }
        try files.writeAll(buffer, to: file)
        return count + buffer.count
    }
}
