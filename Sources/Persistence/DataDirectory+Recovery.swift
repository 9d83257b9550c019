/// Reading the stored state at the start.
extension DataDirectory {
    /// Reads the snapshot and then the journals in order.
    ///
    /// Nothing is changed before everything was read. Then a torn record at the very end is moved
    /// into a file of its own.
    ///
    /// - Parameters:
    ///   - readSnapshot: parses the snapshot, whose checksum is verified, and returns the position
    ///     of its last change.
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
        var recovery = try mapDamage { () throws(StateDamage) in
            let format = try checkFormat(of: text)
            return Recovery(snapshot: try readSnapshot(text, folder.snapshot), format: format, byteCount: text.count)
        }
        for journal in journals {
            let bytes = try mapReadErrors { () throws(FileError) in try files.read(journal.path) }
            try mapDamage { () throws(StateDamage) in try replay(journal, bytes, into: &recovery, apply) }
        }
        try mapDamage { () throws(StateDamage) in try requireNext(journals, recovery) }
        if let cutOff = recovery.cutOff {
            recovery.cutOff?.savedIn = try mapWriteErrors { () throws(FileError) in try cut(cutOff) }
        }
        return recovery
    }

    /// Whether the directory holds only leftovers of a first start that crashed before its snapshot
    /// was committed.
    private func isInterruptedFirstStart(_ journals: [JournalFile]) throws(FileError) -> Bool {
        guard journals.count == 1, let first = journals.first, first.sequence == 1 else { return false }
        let text = try files.read(first.path)
        return JournalHead.isCutShort(text) || JournalHead(text.span.extracting(0..<text.count - 1)) != nil
    }

    /// Verifies the snapshot's checksum.
    ///
    /// - Returns: its format, which is one that can be read.
    private func checkFormat(of text: [UInt8]) throws(StateDamage) -> Int {
        let head = SnapshotHead(text)
        do throws(StateDamage.Kind) {
            if let head, !head.isStated, head.format < StateFormat.oldestReadable { throw .olderFormat(head.format) }
            try SnapshotTrailer.check(text)
            // Whoever parses the snapshot says what is wrong with it.
            let format = head?.format ?? StateFormat.current
            guard format <= StateFormat.current else { throw .newerFormat(format) }
            return format
        } catch {
            throw StateDamage(path: folder.snapshot, line: nil, kind: error)
        }
    }

    /// Makes sure that the journal exists that the snapshot or the last seal names.
    private func requireNext(_ journals: [JournalFile], _ recovery: Recovery) throws(StateDamage) {
        if let next = recovery.requiredJournal { throw missing(next) }
        // In format 2, the journal after a snapshot may be empty; an older one may have the next
        // change instead.
        let next = recovery.snapshotSequence + 1
        guard recovery.recordCount > 0 || journals.contains(where: { $0.sequence == next }) else {
            throw missing(next)
        }
    }

    private func missing(_ journal: Int) -> StateDamage {
        StateDamage(path: folder.journal(startingAt: journal), line: nil, kind: .missingJournal)
    }

    /// Applies the changes of a journal.
    ///
    /// A journal that nothing requires and that has no changes is ignored: it was created, but the
    /// last write went to the one before, or a crash came first.
    private func replay(
        _ journal: JournalFile, _ bytes: [UInt8], into recovery: inout Recovery,
        _ apply: (JournalRecord, _ path: String) throws(StateDamage) -> Void
    ) throws(StateDamage) {
        let path = journal.path
        let isRequired = recovery.requiredJournal == journal.sequence
        if let required = recovery.requiredJournal, required < journal.sequence { throw missing(required) }
        let scan = try JournalScan(path, bytes) { record, head throws(StateDamage) in
            try recovery.requireNothingTorn()
            do throws(StateDamage.Kind) {
                if record.line <= 2 { try recovery.begin(journal.sequence, head) }
                guard try recovery.accepts(record) else { return }
            } catch {
                throw StateDamage(path: path, line: record.line, kind: error)
            }
            try apply(record, path)
            recovery.position = record.position
            recovery.recordCount += 1
        }
        let isTorn = scan.tornByteCount > 0
        if scan.recordCount == 0 {
            if isRequired {
                try recovery.requireNothingTorn()
                do throws(StateDamage.Kind) {
                    try recovery.begin(journal.sequence, scan.head)
                } catch {
                    throw StateDamage(path: path, line: nil, kind: error)
                }
            } else if !isTorn || scan.head == nil && JournalHead.isCutShort(bytes) {
                return
            }
        }
        if isTorn {
            try recovery.requireNothingTorn()
            recovery.cutOff = Recovery.CutOff(
                path: path, line: scan.lineCount + 1, start: bytes.count - scan.tornByteCount,
                bytes: bytes.suffix(scan.tornByteCount))
        }
        guard scan.recordCount > 0 else { return }
        let last = UnsealedJournal(path: path, byteCount: bytes.count - scan.tornByteCount)
        recovery.note(scan.seal, after: last)
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
        try synchronizeFolder(folder.path)
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
