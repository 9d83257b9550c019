/// Finding what was kept.
extension DataDirectory {
    /// Reads the snapshot and then the journals in order.
    ///
    /// Nothing is changed before all was read, and then nothing but a torn record at the very end.
    ///
    /// - Parameters:
    ///   - readSnapshot: reads the snapshot's text, whose checksum is right, and says up to which change it speaks.
    ///   - apply: takes in a record that the snapshot does not have; the path is for messages.
    /// - Returns: nil when the directory keeps no state yet.
    /// - Throws: as soon as something is not as it was left.
    package func recover(
        readSnapshot: (_ text: [UInt8], _ path: String) throws(StateDamage) -> JournalPosition,
        apply: (JournalRecord, _ path: String) throws(StateDamage) -> Void
    ) throws(StorageError) -> Recovery? {
        let journals = try asking { () throws(FileError) -> [String] in try journalPaths() }
        guard let text = try asking({ () throws(FileError) -> [UInt8]? in try snapshotText() }) else {
            guard let first = journals.first else { return nil }
            throw .damaged(StateDamage(path: first, line: nil, kind: .noSnapshot))
        }
        var recovery = Recovery(
            snapshot: try judging { () throws(StateDamage) in
                try checkSeal(of: text)
                return try readSnapshot(text, folder.snapshot)
            })
        for path in journals {
            let bytes = try asking { () throws(FileError) -> [UInt8] in try files.read(path) }
            try judging { () throws(StateDamage) in
                try replay(path, bytes, isLast: path == journals.last, into: &recovery, apply)
            }
            if let cutOff = recovery.cutOff {
                try asking { () throws(FileError) in try cut(path, to: bytes.count - cutOff.byteCount) }
            }
        }
        return recovery
    }

    private func checkSeal(of text: [UInt8]) throws(StateDamage) {
        do throws(StateDamage.Kind) {
            try SnapshotSeal.check(text)
        } catch {
            throw StateDamage(path: folder.snapshot, line: nil, kind: error)
        }
    }

    private func replay(
        _ path: String, _ bytes: [UInt8], isLast: Bool, into recovery: inout Recovery,
        _ apply: (JournalRecord, _ path: String) throws(StateDamage) -> Void
    ) throws(StateDamage) {
        let scan = try JournalScan(path, bytes, isLast: isLast) { record throws(StateDamage) in
            do throws(StateDamage.Kind) {
                guard try recovery.takes(record) else { return }
            } catch {
                throw StateDamage(path: path, line: record.line, kind: error)
            }
            try apply(record, path)
            recovery.position = record.position
            recovery.recordCount += 1
        }
        if scan.tornByteCount > 0 {
            recovery.cutOff = Recovery.CutOff(path: path, byteCount: scan.tornByteCount)
        }
    }

    /// The paths of the journals, oldest first.
    private func journalPaths() throws(FileError) -> [String] {
        try files.names(in: folder.path)
            .compactMap { name in DataFolder.sequence(ofJournal: name).map { ($0, name) } }
            .sorted { $0.0 < $1.0 }
            .map { folder.path + "/" + $0.1 }
    }

    private func snapshotText() throws(FileError) -> [UInt8]? {
        do throws(FileError) {
            return try files.read(folder.snapshot)
        } catch {
            if error.isMissing { return nil }
            throw error
        }
    }

    private func cut(_ path: String, to byteCount: Int) throws(FileError) {
        let file = try files.open(path, for: .changing)
        defer { files.close(file) }
        try files.truncate(file, to: byteCount)
        try files.synchronize(file)
    }

    /// Puts what the system refused in the words of the data directory.
    func asking<Result>(_ body: () throws(FileError) -> Result) throws(StorageError) -> Result {
        do throws(FileError) {
            return try body()
        } catch {
            throw .file(error)
        }
    }

    private func judging<Result>(_ body: () throws(StateDamage) -> Result) throws(StorageError) -> Result {
        do throws(StateDamage) {
            return try body()
        } catch {
            throw .damaged(error)
        }
    }
}
