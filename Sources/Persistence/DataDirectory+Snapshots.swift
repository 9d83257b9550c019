internal import Glibc

/// Writing snapshots: a file beside the old one is written, flushed and renamed, so that there is always a whole one.
extension DataDirectory {
    /// So many bytes are handed to the device at a time, so that a large snapshot does not hold up the journal's flushes.
    private static let flushedByteCount = 8 << 20

    /// Writes the snapshot of the state up to a change, and removes the journals that it makes needless.
    ///
    /// The journal that goes on behind it is there before it gets its name, so that a missing one is told from none.
    ///
    /// - Parameters:
    ///   - source: the state in canonical form, which gets its checksum at the end.
    ///   - sequence: the last change that it has in it; no journal that goes on behind it may hold an earlier one.
    /// - Returns: how many bytes it has.
    /// - Throws: what the system said; what was there before is still there then.
    package func writeSnapshot(_ source: any ChunkSource, upTo sequence: Int) throws(FileError) -> Int {
        let byteCount = try write(SealedText(source), to: folder.snapshot) { () throws(FileError) in
            try makeJournal(behind: sequence)
        }
        try files.synchronizeFolder(folder.path)
        try requireLock()
        for name in try files.names(in: folder.path) {
            guard let first = DataFolder.sequence(ofJournal: name), first <= sequence else { continue }
            try files.remove(folder.path + "/" + name)
        }
        return byteCount
    }

    /// Makes the journal that starts behind a change, unless the writing of changes has started it already.
    func makeJournal(behind sequence: Int) throws(FileError) {
        files.close(try files.open(folder.journal(startingAt: sequence + 1), for: .changing))
        try files.synchronizeFolder(folder.path)
    }

    /// Writes a file that appears whole or not at all.
    ///
    /// - Parameters:
    ///   - source: its text.
    ///   - path: its name.
    ///   - prepare: what must have been done when it gets its name.
    /// - Returns: how many bytes it has.
    /// - Throws: what the system said; the file is as it was then.
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

    /// Writes a file's text under another name, flushed, and returns how many bytes it has.
    @discardableResult
    func writeDraft(_ source: any ChunkSource, of path: String) throws(FileError) -> Int {
        try withDraft(of: path) { draft throws(FileError) in
            let file = try files.open(draft, for: .writing)
            defer { files.close(file) }
            return try write(source, to: file)
        }
    }

    /// Does something with a file's draft, which is removed where that fails.
    func withDraft<Result>(
        of path: String, _ body: (_ draft: String) throws(FileError) -> Result
    ) throws(FileError) -> Result {
        try requireLock()
        do throws(FileError) {
            return try body(Self.draft(of: path))
        } catch {
            // What is left of it would only take up room, which may be the very thing that is missing.
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
        var unflushedByteCount = 0
        while let chunk = try source.nextChunk() {
            try files.writeAll(chunk, to: file)
            // However little weight a thread has, once it runs it has its milliseconds, for which requests would wait.
            sched_yield()
            byteCount += chunk.count
            unflushedByteCount += chunk.count
            guard unflushedByteCount >= Self.flushedByteCount else { continue }
            try files.synchronize(file)
            unflushedByteCount = 0
        }
        try files.synchronize(file)
        return byteCount
    }
}
