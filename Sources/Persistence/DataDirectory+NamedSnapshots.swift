/// Named snapshots, in a folder of their own.
extension DataDirectory {
    private static let suffix = ".json"

    /// All named snapshots, sorted by name.
    package func namedSnapshots() throws(FileError) -> [NamedSnapshot] {
        var snapshots: [NamedSnapshot] = []
        for file in try namesOfNamedSnapshots() {
            let name = String(file.dropLast(Self.suffix.count))
            guard file.hasSuffix(Self.suffix), NamedSnapshot.isName(name) else { continue }
            if let snapshot = try namedSnapshot(name) { snapshots.append(snapshot) }
        }
        return snapshots
    }

    /// A named snapshot; nil if it does not exist.
    package func namedSnapshot(_ name: String) throws(FileError) -> NamedSnapshot? {
        do throws(FileError) {
            return NamedSnapshot(name: name, createdAt: try files.modificationTime(folder.namedSnapshot(name)))
        } catch {
            if error.isMissing { return nil }
            throw error
        }
    }

    /// The path of an existing named snapshot.
    ///
    /// - Throws: that it is missing, also where there is something else than a regular file of that
    ///   name.
    private func path(ofNamedSnapshot name: String) throws(FileError) -> String {
        let path = folder.namedSnapshot(name)
        _ = try files.modificationTime(path)
        return path
    }

    private func namesOfNamedSnapshots() throws(FileError) -> [String] {
        do throws(FileError) {
            return try files.names(in: folder.namedSnapshots)
        } catch {
            if error.isMissing { return [] }
            throw error
        }
    }

    /// Writes a named snapshot, and replaces one of that name.
    package func writeNamedSnapshot(_ name: String, _ source: any ChunkSource) throws(FileError) {
        do throws(FileError) {
            try files.makeFolder(folder.namedSnapshots)
            try synchronizeFolder(folder.path)
        } catch {
            guard error.isThere else { throw error }
        }
        try write(source, to: folder.namedSnapshot(name))
        try synchronizeFolder(folder.namedSnapshots)
    }

    /// Reads a named snapshot as a whole.
    package func readNamedSnapshot(_ name: String) throws(FileError) -> [UInt8] {
        try files.read(try path(ofNamedSnapshot: name))
    }

    /// Opens a named snapshot for reading in chunks.
    package func openNamedSnapshot(_ name: String) throws(FileError) -> any ChunkSource {
        FileText(files, try files.open(try path(ofNamedSnapshot: name), for: .reading))
    }

    /// Removes a named snapshot.
    package func removeNamedSnapshot(_ name: String) throws(FileError) {
        try files.remove(try path(ofNamedSnapshot: name))
        try synchronizeFolder(folder.namedSnapshots)
    }
}

/// A file's text, read in chunks.
///
/// Reads the file that was opened, even if it is replaced meanwhile.
private struct FileText: ChunkSource {
    private static let pieceByteCount = 64 << 10

    private let file: Holder

    init(_ files: any FileSystem, _ file: OpenFile) {
        self.file = Holder(files: files, file: file)
    }

    func nextChunk() throws(FileError) -> [UInt8]? {
        let bytes = try file.files.read(file.file, byteCountMax: Self.pieceByteCount)
        return bytes.isEmpty ? nil : bytes
    }

    /// Closes the file when the last copy of the text is gone.
    private final class Holder: Sendable {
        let files: any FileSystem
        let file: OpenFile

        init(files: any FileSystem, file: OpenFile) {
            self.files = files
            self.file = file
        }

        deinit {
            files.close(file)
        }
    }
}
