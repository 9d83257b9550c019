/// Beginning a new state: it comes as a whole or not at all, and so does what it takes the place of stay or go.
extension DataDirectory {
    /// Writes the snapshot that a new state is to begin with, beside what is kept, of which nothing is touched.
    ///
    /// - Returns: how many bytes it has.
    /// - Throws: what the system said; nothing is left of it then.
    @discardableResult
    package func prepareState(_ source: any ChunkSource) throws(StorageError) -> Int {
        try mapWriteErrors { () throws(FileError) in try writeDraft(SealedText(source), of: folder.snapshot) }
    }

    /// Forgets the state that was prepared.
    package func discardState() {
        removeDraft(of: folder.snapshot)
    }

    /// Lets the state begin that was prepared, where none is kept.
    package func commitState() throws(StorageError) {
        try mapWriteErrors { () throws(FileError) in
            try withDraft(of: folder.snapshot) { draft throws(FileError) in
                try makeJournal(behind: 0)
                try files.rename(draft, to: folder.snapshot)
            }
            try files.synchronizeFolder(folder.path)
        }
    }

    /// Lets the state begin that was prepared, and puts all that is kept into a folder beside it.
    ///
    /// It has begun when its snapshot has the name under which it waits for the moves: after a crash before that, the old
    /// state is there; after one behind it, the next start does the rest.
    ///
    /// - Parameter name: the new folder's name without what all have in front, such as the time.
    /// - Returns: the folder's path; nil when there was nothing to put aside.
    /// - Throws: what the system said.
    package func commitState(puttingAsideAs name: String) throws(StorageError) -> String? {
        guard try !mapWriteErrors({ () throws(FileError) in try keptNames().isEmpty }) else {
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
            try finishBeginning(aside: name)
            return folder.path + "/" + name
        }
    }

    /// Finishes the beginning that a crash has interrupted, if one has.
    func finishBeginning() throws(StorageError) {
        let names = try mapReadErrors { () throws(FileError) in try files.names(in: folder.path) }
        try mapWriteErrors { () throws(FileError) in
            for name in names.compactMap(DataFolder.folderName) { try finishBeginning(aside: name) }
        }
    }

    private func finishBeginning(aside name: String) throws(FileError) {
        let target = folder.path + "/" + name
        // What has got there already is the old state's; what has the same name here is the new one's.
        let moved = try files.names(in: target)
        for name in try keptNames() where !moved.contains(name) {
            try files.rename(folder.path + "/" + name, to: target + "/" + name)
        }
        try files.synchronizeFolder(target)
        try makeJournal(behind: 0)
        try files.rename(folder.freshSnapshot(aside: name), to: folder.snapshot)
        try files.synchronizeFolder(folder.path)
    }

    /// The names of all that is kept.
    private func keptNames() throws(FileError) -> [String] {
        try files.names(in: folder.path).filter { name in
            let path = folder.path + "/" + name
            return [folder.snapshot, folder.namedSnapshots].contains(path)
                || DataFolder.sequence(ofJournal: name) != nil || name.hasPrefix(DataFolder.tornPrefix)
        }
    }

    /// The folders with something in them into which earlier state was put, the newest last.
    package func earlierStates() -> [String] {
        let names = (try? files.names(in: folder.path)) ?? []
        return names.filter { $0.hasPrefix(DataFolder.asidePrefix) }.map { folder.path + "/" + $0 }
            .filter { (try? files.names(in: $0))?.isEmpty == false }
    }

    /// Finds a name that nothing in the folder has yet.
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
