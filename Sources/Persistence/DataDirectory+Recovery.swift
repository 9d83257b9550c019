/// Reading the stored state at the start.
extension DataDirectory {
    /// Reads the snapshot and then the journals in order.
    ///
    /// Nothing is changed before everything was read. Then a torn record at the very end is moved into a file of its
    /// own.
    ///
    /// - Parameters:
    ///   - readSnapshot: parses the snapshot, whose checksum is verified, and returns the position of its last change.
    ///   - apply: applies a record that comes after the snapshot; the path is for messages.
    /// - Returns: nil when no state is stored yet.
    /// - Throws: the first thing that is damaged or missing.
    package func recover(
        readSnapshot: (_ text: [UInt8], _ path: String) throws(StateDamage) -> JournalPosition,
        apply: (JournalRecord, _ path: String) throws(StateDamage) -> Void
    ) throws(StorageError) -> Recovery? {
        let journals = try mapReadErrors { () throws(FileError) in try self.journals() }
        guard let text = try mapReadErrors({ () throws(FileError) -> [UInt8]? in try snapshotText() }) else {
            guard let first = journals.first else { return nil }
            if try mapReadErrors({ () throws(FileError) in try isInterruptedFirstStart(journals) }) { return nil }
            throw .damaged(StateDamage(path: first.path, line: nil, kind: .noSnapshot))
        }
        var recovery = Recovery(
            snapshot: try mapDamage { () throws(StateDamage) in
                try checkTrailer(of: text)
                return try readSnapshot(text, folder.snapshot)
            }, byteCount: text.count)
        for journal in journals {
            let bytes = try mapReadErrors { () throws(FileError) in try files.read(journal.path) }
            try mapDamage { () throws(StateDamage) in try replay(journal.path, bytes, into: &recovery, apply) }
        }
        // The next journal is created before the snapshot is renamed, so it exists unless an older one has the next
        // change.
        let next = recovery.snapshotSequence + 1
        guard recovery.recordCount > 0 || journals.contains(where: { $0.sequence == next }) else {
            throw .damaged(StateDamage(path: folder.journal(startingAt: next), line: nil, kind: .missingJournal))
        }
        if let cutOff = recovery.cutOff {
            recovery.cutOff?.savedIn = try mapWriteErrors { () throws(FileError) in try cut(cutOff) }
        }
        return recovery
    }

    /// Whether the directory holds only leftovers of a first start that crashed before its snapshot was committed.
    private func isInterruptedFirstStart(_ journals: [JournalFile]) throws(FileError) -> Bool {
        guard journals.count == 1, let first = journals.first, first.sequence == 1 else { return false }
        return try files.read(first.path).isEmpty
    }

    private func checkTrailer(of text: [UInt8]) throws(StateDamage) {
        do throws(StateDamage.Kind) {
            try SnapshotTrailer.check(text)
        } catch {
            throw StateDamage(path: folder.snapshot, line: nil, kind: error)
        }
    }

    private func replay(
        _ path: String, _ bytes: [UInt8], into recovery: inout Recovery,
        _ apply: (JournalRecord, _ path: String) throws(StateDamage) -> Void
    ) throws(StateDamage) {
        // An empty journal may follow a torn one: it was created, but the last write went to the one before.
        if bytes.isEmpty { return }
        if let torn = recovery.cutOff { throw StateDamage(path: torn.path, line: torn.line, kind: .badRecord) }
        let scan = try JournalScan(path, bytes) { record throws(StateDamage) in
            do throws(StateDamage.Kind) {
                guard try recovery.accepts(record) else { return }
            } catch {
                throw StateDamage(path: path, line: record.line, kind: error)
            }
            try apply(record, path)
            recovery.position = record.position
            recovery.recordCount += 1
        }
        if scan.tornByteCount > 0 {
            recovery.cutOff = Recovery.CutOff(
                path: path, line: scan.recordCount + 1, start: bytes.count - scan.tornByteCount,
                bytes: bytes.suffix(scan.tornByteCount))
        }
    }

    private typealias JournalFile = (sequence: Int, path: String)

    /// The journals, oldest first, each with the sequence number of its first record.
    private func journals() throws(FileError) -> [JournalFile] {
        try files.names(in: folder.path)
            .compactMap { name in DataFolder.sequence(ofJournal: name).map { ($0, folder.path + "/" + name) } }
            .sorted { $0.sequence < $1.sequence }
    }

    private func snapshotText() throws(FileError) -> [UInt8]? {
        do throws(FileError) {
            return try files.read(folder.snapshot)
        } catch {
            if error.isMissing { return nil }
            throw error
        }
    }

    /// Moves a torn end into a file of its own, which recovery never reads.
    ///
    /// - Returns: the file's path.
    private func cut(_ end: Recovery.CutOff) throws(FileError) -> String {
        let name = String(decoding: end.path.utf8.dropFirst(folder.path.utf8.count + 1), as: UTF8.self)
        let path = folder.path + "/" + (try freeName(DataFolder.tornStem(ofJournal: name), DataFolder.journalSuffix))
        try write(OneChunk(end.bytes), to: path)
        try files.synchronizeFolder(folder.path)
        let file = try files.open(end.path, for: .changing)
        defer { files.close(file) }
        try files.truncate(file, to: end.start)
        try files.synchronize(file)
        return path
    }

    /// Converts a file error during a write to a `StorageError`.
    func mapWriteErrors<Result>(_ body: () throws(FileError) -> Result) throws(StorageError) -> Result {
        do throws(FileError) {
            return try body()
        } catch {
            throw .file(error)
        }
    }

    /// Converts a file error during a read to a `StorageError`.
    func mapReadErrors<Result>(_ body: () throws(FileError) -> Result) throws(StorageError) -> Result {
        do throws(FileError) {
            return try body()
        } catch {
            throw .unreadable(error)
        }
    }

    private func mapDamage<Result>(_ body: () throws(StateDamage) -> Result) throws(StorageError) -> Result {
        do throws(StateDamage) {
            return try body()
        } catch {
            throw .damaged(error)
        }
    }
}

/// A text of one chunk.
private struct OneChunk: ChunkSource {
    private var chunk: [UInt8]?

    init(_ bytes: [UInt8]) {
        chunk = bytes
    }

    mutating func nextChunk() -> [UInt8]? { chunk.take() }
}
