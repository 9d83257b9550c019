/// Replacing the stored state atomically: after a crash either the old state or the new one is
/// complete, never a mix.
extension DataDirectory {
    /// Writes the first snapshot of a new state under a temporary name; the stored state is not
    /// touched.
    ///
    /// - Returns: its size in bytes.
    /// - Throws: when it cannot be written; the temporary file is removed then.
    @discardableResult
    package func prepareState(_ source: any ChunkSource) throws(StorageError) -> Int {
        try mapWriteErrors { () throws(FileError) in try writeDraft(TextWithTrailer(source), of: folder.snapshot) }
    }

    /// Removes the prepared state.
    package func discardState() {
        removeDraft(of: folder.snapshot)
    }

    /// Commits the prepared state where none is stored.
    package func commitState() throws(StorageError) {
        try mapWriteErrors { () throws(FileError) in
            try withDraft(of: folder.snapshot) { draft throws(FileError) in
                try makeJournal(continuing: draft)
                try files.rename(draft, to: folder.snapshot)
            }
            try synchronizeFolder(folder.path)
        }
    }

    /// Commits the prepared state and moves the stored one into a folder of its own,
    /// `before-<name>`.
    ///
    /// The commit point is the rename of the snapshot to `fresh-<folder>.json`. A crash before it
    /// leaves the old state; after a crash after it, the next start finishes moving the old files.
    ///
    /// - Parameter name: suffix of the folder's name, for example a timestamp.
    /// - Returns: the folder's path; nil when no state was stored.
    /// - Throws: when a file cannot be changed; one of the two states is complete then.
    package func commitState(puttingAsideAs name: String) throws(StorageError) -> String? {
        guard try !mapWriteErrors({ () throws(FileError) in try stateNames().isEmpty }) else {
            try commitState()
            return nil
        }
        return try mapWriteErrors { () throws(FileError) in
            let name = try freeName(DataFolder.asidePrefix + name)
            try withDraft(of: folder.snapshot) { draft throws(FileError) in
                try files.makeFolder(folder.path + "/" + name)
                try synchronizeFolder(folder.path)
                try requireMovableSnapshots(into: folder.path + "/" + name)
                try files.rename(draft, to: folder.freshSnapshot(aside: name))
            }
            try synchronizeFolder(folder.path)
            try finishCommit(aside: name)
            return folder.path + "/" + name
        }
    }

    /// Makes sure that the folder of named snapshots can be moved: a mount point cannot, and then
    /// nothing must be.
    ///
    /// The attempt to replace a folder that is not empty fails in any case; the error says whether
    /// only for that reason.
    private func requireMovableSnapshots(into target: String) throws(FileError) {
        guard try stateNames().contains(where: { folder.path + "/" + $0 == folder.namedSnapshots }) else { return }
        let obstacle = target + "/probe.new"
        files.close(try files.open(obstacle, for: .writing))
        defer { try? files.remove(obstacle) }
        do throws(FileError) {
            try files.rename(folder.namedSnapshots, to: target)
        } catch {
            guard error.isNotEmpty else { throw FileError(path: folder.namedSnapshots, code: error.code) }
        }
    }

    /// Finishes a commit that a crash has interrupted, if there is one.
    func finishCommit() throws(StorageError) {
        let names = try mapReadErrors { () throws(FileError) in try files.names(in: folder.path) }
        try mapWriteErrors { () throws(FileError) in
            for name in names.compactMap(DataFolder.folderName) { try finishCommit(aside: name) }
        }
    }

    private func finishCommit(aside name: String) throws(FileError) {
        let target = folder.path + "/" + name
        // A file that is in the folder already belongs to the old state; one of the same name here
        // belongs to the new one.
        let moved = try files.names(in: target)
        for name in try stateNames() where !moved.contains(name) {
            try files.rename(folder.path + "/" + name, to: target + "/" + name)
        }
        try synchronizeFolder(target)
        try makeJournal(continuing: folder.freshSnapshot(aside: name))
        try files.rename(folder.freshSnapshot(aside: name), to: folder.snapshot)
        try synchronizeFolder(folder.path)
    }

    /// The names of all files and folders of the stored state.
    private func stateNames() throws(FileError) -> [String] {
        try files.names(in: folder.path).filter { name in
            let path = folder.path + "/" + name
            return [folder.snapshot, folder.namedSnapshots].contains(path)
                || DataFolder.sequence(ofJournal: name) != nil || name.hasPrefix(DataFolder.tornPrefix)
        }
    }

    /// The folders with earlier state, the newest last.
    package func earlierStates() throws(FileError) -> [String] {
        var paths: [String] = []
        for name in try files.names(in: folder.path) where name.hasPrefix(DataFolder.asidePrefix) {
            let earlier = DataFolder(path: folder.path + "/" + name)
            if try files.names(in: earlier.path).contains(where: { earlier.path + "/" + $0 == earlier.snapshot }) {
                paths.append(earlier.path)
            }
        }
        return paths
    }

    /// Removes earlier states but the newest ones.
    ///
    /// A file that is not part of a state stays, with its folder.
    ///
    /// - Parameter count: how many are left.
    /// - Returns: the folders of those that were removed.
    /// - Throws: when a file cannot be removed; some are gone then.
    package func removeEarlierStates(butNewest count: Int) throws(FileError) -> [String] {
        let paths = Array(try earlierStates().dropLast(count))
        for path in paths { try removeState(in: DataFolder(path: path)) }
        if !paths.isEmpty { try synchronizeFolder(folder.path) }
        return paths
    }

    /// Removes the state in a folder.
    ///
    /// The snapshot comes last, so that what a crash leaves is still an earlier state, which is
    /// removed later.
    private func removeState(in earlier: DataFolder) throws(FileError) {
        let names = try files.names(in: earlier.path)
        for name in names where DataFolder.sequence(ofJournal: name) != nil || name.hasPrefix(DataFolder.tornPrefix) {
            try files.remove(earlier.path + "/" + name)
        }
        if names.contains(where: { earlier.path + "/" + $0 == earlier.namedSnapshots }) {
            for name in try files.names(in: earlier.namedSnapshots) {
                try files.remove(earlier.namedSnapshots + "/" + name)
            }
            try removeFolderIfEmpty(earlier.namedSnapshots)
        }
        try files.remove(earlier.snapshot)
        try removeFolderIfEmpty(earlier.path)
    }

    private func removeFolderIfEmpty(_ path: String) throws(FileError) {
        do throws(FileError) {
            try files.removeFolder(path)
        } catch {
            guard error.isNotEmpty else { throw error }
        }
    }

    /// A name that is not used in the folder yet.
    func freeName(_ stem: String, _ suffix: String = "") throws(FileError) -> String {
        let taken = try files.names(in: folder.path)
        var name = stem + suffix
        var number = 1
        while taken.contains(name) {
            number += 1
            name = "\(stem)-\(number)\(suffix)"
        }
        return name
    }
}
