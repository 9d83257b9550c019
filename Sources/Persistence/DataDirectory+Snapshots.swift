internal import Glibc

/// Writing snapshots: a temporary file is written, flushed and renamed, so that there is always a complete one.
extension DataDirectory {
    /// A large snapshot is flushed each time after this many bytes, so that the journal's flushes need not wait for
    /// all of it.
    private static let flushIntervalByteCount = 8 << 20

    /// Writes the snapshot of the state up to a change, and removes the journals that it replaces.
    ///
    /// The next journal is created before the snapshot is renamed, so that a lost journal is detected.
    ///
    /// - Parameters:
    ///   - source: the state in canonical form; its checksum is added at the end.
    ///   - sequence: its last change; later journals must not contain changes up to this one.
    /// - Returns: its size in bytes.
    /// - Throws: when it cannot be written; the files before are still there then.
    package func writeSnapshot(_ source: any ChunkSource, upTo sequence: Int) throws(FileError) -> Int {
        let byteCount = try write(TextWithTrailer(source), to: folder.snapshot) { () throws(FileError) in
            try makeJournal(after: sequence)
        }
        try files.synchronizeFolder(folder.path)
        try requireLock()
        for name in try files.names(in: folder.path) {
            guard let first = DataFolder.sequence(ofJournal: name), first <= sequence else { continue }
            try files.remove(folder.path + "/" + name)
        }
        return byteCount
    }

    /// Creates the journal for the changes after a change, unless it exists because they are being written already.
    func makeJournal(after sequence: Int) throws(FileError) {
        files.close(try files.open(folder.journal(startingAt: sequence + 1), for: .changing))
        try files.synchronizeFolder(folder.path)
    }

    /// Writes a file atomically.
    ///
    /// - Parameters:
    ///   - source: its text.
    ///   - path: its path.
    ///   - prepare: called after the temporary file is written and before it is renamed.
    /// - Returns: its size in bytes.
    /// - Throws: when it cannot be written; an existing file is unchanged then.
    @discardableResult
    func write(_ source: any ChunkSource, to path: String, prepare: () throws(FileError) -> Void = {})
        throws(FileError) -> Int
    {
        let byteCount = try writeDraft(source, of: path)
        try withDraft(of: path) { draft throws(FileError) in
            try prepare()
            try files.rename(draft, to: path)
        }
        return byteCount
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
            // Even a thread of low priority runs for its whole time slice once it runs, and requests would wait that
            // long.
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
