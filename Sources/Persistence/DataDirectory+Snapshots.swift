internal import Glibc
internal import Synchronization

/// Writing snapshots: a temporary file is written, flushed and renamed, so that there is always a
/// complete one.
extension DataDirectory {
    /// A large snapshot is flushed each time after this many bytes, so that the journal's flushes
    /// need not wait for all of it.
    private static let flushIntervalByteCount = 8 << 20

    /// Writes the snapshot of the state up to a change, and removes the journals that it replaces.
    ///
    /// The next journal is created before the snapshot is renamed, so that a lost journal is
    /// detected.
    ///
    /// - Parameters:
    ///   - source: the state in canonical form; its checksum is added at the end.
    ///   - position: its last change; later journals must not contain changes up to this one.
    ///   - check: finds a problem in the text that was written, as the next start would; it
    ///     returns nil for a sound text.
    /// - Returns: its size, and what went wrong after it was written.
    /// - Throws: when it cannot be written or read back; the files before are still there then.
    package func writeSnapshot(
        _ source: any ChunkSource, upTo position: JournalPosition, check: (_ text: [UInt8]) -> String?
    ) throws(SnapshotError) -> WrittenSnapshot {
        let byteCount = try SnapshotError.converting { () throws(FileError) in
            try writeDraft(TextWithTrailer(source), of: folder.snapshot)
        }
        try checkDraft(check)
        try SnapshotError.converting { () throws(FileError) in
            try withDraft(of: folder.snapshot) { draft throws(FileError) in
                try makeJournal(after: position)
                try files.rename(draft, to: folder.snapshot)
            }
            try synchronizeFolder(folder.path)
            try requireLock()
        }
        return WrittenSnapshot(byteCount: byteCount, removalFailure: removeJournals(upTo: position.sequence))
    }

    /// Reads the new snapshot back, while the files that it replaces are still there.
    private func checkDraft(_ check: (_ text: [UInt8]) -> String?) throws(SnapshotError) {
        let problem = try SnapshotError.converting { () throws(FileError) -> String? in
            try withDraft(of: folder.snapshot) { draft throws(FileError) in
                let text = try files.read(draft)
                do throws(StateDamage.Kind) {
                    try SnapshotTrailer.check(text)
                } catch {
                    return "it was not read back as it was written"
                }
                return check(text)
            }
        }
        guard let problem else { return }
        removeDraft(of: folder.snapshot)
        throw .wrong(problem)
    }

    /// Removes the journals that the snapshot replaces.
    ///
    /// - Returns: why one of them could not be removed; the next start ignores it.
    private func removeJournals(upTo sequence: Int) -> FileError? {
        do throws(FileError) {
            for name in try files.names(in: folder.path) {
                guard let first = DataFolder.sequence(ofJournal: name), first <= sequence else { continue }
                try files.remove(folder.path + "/" + name)
            }
            return nil
        } catch {
            return error
        }
    }

    /// Creates the journal for the changes after a change, unless it exists because they are being
    /// written already.
    func makeJournal(after position: JournalPosition) throws(FileError) {
        let (file, _) = try openJournal(after: position)
        files.close(file)
    }

    /// Creates the journal for the changes after a snapshot that is about to be renamed.
    func makeJournal(continuing snapshot: String) throws(FileError) {
        let file = try files.open(snapshot, for: .reading)
        defer { files.close(file) }
        let head = SnapshotHead(try files.read(file, byteCountMax: SnapshotHead.byteCount))
        try makeJournal(after: head?.position ?? JournalPosition(sequence: 0, checksum: 0))
    }

    /// Opens the journal for the changes after a change, and makes sure that its head is on the
    /// device.
    ///
    /// The journal's thread and that of snapshots call it for the same file; one of them writes the
    /// head.
    ///
    /// - Returns: the file after its head, and the size of the head.
    func openJournal(after position: JournalPosition) throws(FileError) -> (OpenFile, headByteCount: Int) {
        try journalCreation.withLock { _ throws(FileError) in
            let head = JournalHead(after: position).bytes
            let file = try files.open(folder.journal(startingAt: position.sequence + 1), for: .changing)
            do throws(FileError) {
                if try files.read(file, byteCountMax: head.count) != head {
                    try files.truncate(file, to: 0)
                    try files.writeAll(head, to: file)
                }
                try files.synchronize(file)
                try synchronizeFolder(folder.path)
            } catch {
                files.close(file)
                throw error
            }
            return (file, head.count)
        }
    }

    /// Writes a file atomically.
    ///
    /// - Parameters:
    ///   - source: its text.
    ///   - path: its path.
    /// - Throws: when it cannot be written; an existing file is unchanged then.
    func write(_ source: any ChunkSource, to path: String) throws(FileError) {
        try writeDraft(source, of: path)
        try withDraft(of: path) { draft throws(FileError) in try files.rename(draft, to: path) }
    }

    /// Writes and flushes a file's text under its temporary name, and returns its size in bytes.
    @discardableResult
    func writeDraft(_ source: any ChunkSource, of path: String) throws(FileError) -> Int {
        try withDraft(of: path) { draft throws(FileError) in
            let file = try files.open(draft, for: .writing)
            defer { files.close(file) }
            return try write(source, to: file)
        }
    }

    /// Calls a function with a file's temporary path; if it throws, the temporary file is removed.
    func withDraft<Result>(
        of path: String, _ body: (_ draft: String) throws(FileError) -> Result
    ) throws(FileError) -> Result {
        try requireLock()
        do throws(FileError) {
            return try body(Self.draft(of: path))
        } catch {
            // An incomplete file would only use space, which may be what was missing.
            removeDraft(of: path)
            throw error
        }
    }

    func removeDraft(of path: String) {
        guard (try? requireLock()) != nil else { return }
        try? files.remove(Self.draft(of: path))
    }

    private static func draft(of path: String) -> String {
        path + ".new"
    }

    private func write(_ source: any ChunkSource, to file: OpenFile) throws(FileError) -> Int {
        var source = source
        var byteCount = 0
        var unflushIntervalByteCount = 0
        while let chunk = try source.nextChunk() {
            try files.writeAll(chunk, to: file)
            // Even a thread of low priority runs for its whole time slice once it runs, and
            // requests would wait that long.
            sched_yield()
            byteCount += chunk.count
            unflushIntervalByteCount += chunk.count
            guard unflushIntervalByteCount >= Self.flushIntervalByteCount else { continue }
            try files.synchronize(file)
            unflushIntervalByteCount = 0
        }
        try files.synchronize(file)
        return byteCount
    }
}
