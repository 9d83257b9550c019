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
    /// - Throws: what the system said; what was there before is still there then.
    package func writeSnapshot(_ source: any ChunkSource, upTo sequence: Int) throws(FileError) {
        try write(SealedText(source), to: folder.snapshot) { () throws(FileError) in
            try makeJournal(behind: sequence)
        }
        try files.synchronizeFolder(folder.path)
        try requireLock()
        for name in try files.names(in: folder.path) {
            guard let first = DataFolder.sequence(ofJournal: name), first <= sequence else { continue }
            try files.remove(folder.path + "/" + name)
        }
    }

    /// Makes the journal that starts behind a change, unless the writing of changes has started it already.
    private func makeJournal(behind sequence: Int) throws(FileError) {
        files.close(try files.open(folder.journal(startingAt: sequence + 1), for: .changing))
        try files.synchronizeFolder(folder.path)
    }

    /// Writes the snapshot that a new state begins with.
    package func writeFirstSnapshot(_ source: any ChunkSource) throws(StorageError) {
        try asking { () throws(FileError) in try writeSnapshot(source, upTo: 0) }
    }

    /// Writes a file that appears whole or not at all.
    ///
    /// - Parameters:
    ///   - source: its text.
    ///   - path: its name.
    ///   - prepare: what must have been done when it gets its name.
    /// - Throws: what the system said; the file is as it was then.
    func write(_ source: any ChunkSource, to path: String, prepare: () throws(FileError) -> Void = {}) throws(FileError)
    {
        try requireLock()
        let draft = path + ".new"
        let file = try files.open(draft, for: .writing)
        do throws(FileError) {
            defer { files.close(file) }
            try write(source, to: file)
            try requireLock()
            try prepare()
            try files.rename(draft, to: path)
        } catch {
            // What is left of it would only take up room, which may be the very thing that is missing.
            try? files.remove(draft)
            throw error
        }
    }

    private func write(_ source: any ChunkSource, to file: OpenFile) throws(FileError) {
        var source = source
        var unflushedByteCount = 0
        while let chunk = try source.nextChunk() {
            try files.writeAll(chunk, to: file)
            unflushedByteCount += chunk.count
            guard unflushedByteCount >= Self.flushedByteCount else { continue }
            try files.synchronize(file)
            unflushedByteCount = 0
        }
        try files.synchronize(file)
    }
}
