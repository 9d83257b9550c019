/// Replacing the stored state atomically: after a crash either the old state or the new one is complete, never a mix.
extension DataDirectory {
    /// Writes the first snapshot of a new state under a temporary name; the stored state is not touched.
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
                try makeJournal(after: 0)
                try files.rename(draft, to: folder.snapshot)
            }
            try files.synchronizeFolder(folder.path)
        }
    }

    /// Commits the prepared state and moves the stored one into a folder of its own, `before-<name>`.
    ///
    /// The commit point is the rename of the snapshot to `fresh-<folder>.json`. A crash before it leaves the old state;
    /// after a crash after it, the next start finishes moving the old files.
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
                try files.synchronizeFolder(folder.path)
                try files.rename(draft, to: folder.freshSnapshot(aside: name))
            }
            try files.synchronizeFolder(folder.path)
            try finishCommit(aside: name)
            return folder.path + "/" + name
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
        // A file that is in the folder already belongs to the old state; one of the same name here belongs to the new
        // one.
        let moved = try files.names(in: target)
        for name in try stateNames() where !moved.contains(name) {
            try files.rename(folder.path + "/" + name, to: target + "/" + name)
        }
        try files.synchronizeFolder(target)
        try makeJournal(after: 0)
        try files.rename(folder.freshSnapshot(aside: name), to: folder.snapshot)
        try files.synchronizeFolder(folder.path)
    }

    /// The names of all files and folders of the stored state.
    private func stateNames() throws(FileError) -> [String] {
        try files.names(in: folder.path).filter { name in
            let path = folder.path + "/" + name
            return [folder.snapshot, folder.namedSnapshots].contains(path)
                || DataFolder.sequence(ofJournal: name) != nil || name.hasPrefix(DataFolder.tornPrefix)
        }
    }

    /// The folders with earlier state, the newest last; empty ones are left out.
    package func earlierStates() -> [String] {
        let names = (try? files.names(in: folder.path)) ?? []
        return names.filter { $0.hasPrefix(DataFolder.asidePrefix) }.map { folder.path + "/" + $0 }
            .filter { (try? files.names(in: $0))?.isEmpty == false }
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
