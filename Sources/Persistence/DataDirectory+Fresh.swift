/// Starting afresh.
extension DataDirectory {
    /// Puts all that is kept into a folder beside it.
    ///
    /// The snapshot goes first: after a crash in between, journals without one are refused, not taken for the state.
    ///
    /// - Parameter name: the new folder's name, such as the time.
    /// - Returns: the folder's path; nil when there was nothing to put aside.
    /// - Throws: `StorageError` where the system does not let it be moved.
    package func putAside(as name: String) throws(StorageError) -> String? {
        try asking { () throws(FileError) in
            let names = try files.names(in: folder.path)
            let kept =
                names.filter { folder.path + "/" + $0 == folder.snapshot }
                + names.filter { DataFolder.sequence(ofJournal: $0) != nil }
                + names.filter { folder.path + "/" + $0 == folder.namedSnapshots }
            guard !kept.isEmpty else { return nil }
            let target = folder.path + "/" + name
            try files.makeFolder(target)
            for name in kept { try files.rename(folder.path + "/" + name, to: target + "/" + name) }
            try files.synchronizeFolder(target)
            try files.synchronizeFolder(folder.path)
            return target
        }
    }
}
