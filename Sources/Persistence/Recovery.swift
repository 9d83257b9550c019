/// Facts about a recovery, besides the state itself.
package struct Recovery: Sendable {
    /// An incomplete record at the end of the journal.
    package struct CutOff: Sendable {
        package let path: String
        /// Its line, counted from 1.
        let line: Int
        /// Its offset in the file.
        let start: Int
        /// Its bytes.
        let bytes: [UInt8]
        /// The file to which it was moved.
        package internal(set) var savedIn = ""

        package var byteCount: Int { bytes.count }
    }

    /// The last change in the snapshot.
    private let snapshot: JournalPosition
    /// The size of the snapshot.
    package let snapshotByteCount: Int
    /// The last change of all.
    package internal(set) var position: JournalPosition
    /// How many journal records were applied.
    package internal(set) var recordCount = 0
    /// The incomplete record at the end, if there was one.
    package internal(set) var cutOff: CutOff?

    init(snapshot: JournalPosition, byteCount: Int) {
        self.snapshot = snapshot
        snapshotByteCount = byteCount
        position = snapshot
    }

    /// The sequence number of the last change in the snapshot.
    package var snapshotSequence: Int { snapshot.sequence }

    /// Whether a record is the next one to apply; false if the snapshot contains it.
    ///
    /// - Throws: when its sequence number or its previous record is not the expected one.
    func accepts(_ record: JournalRecord) throws(StateDamage.Kind) -> Bool {
        if record.position.sequence <= snapshot.sequence {
            // The snapshot names the last record that it contains.
            if record.position.sequence == snapshot.sequence, record.position != snapshot { throw .foreignRecord }
            return false
        }
        let expected = position.sequence + 1
        guard record.position.sequence == expected else {
            throw .wrongSequence(expected: expected, found: record.position.sequence)
        }
        guard record.previous == position.checksum else { throw .foreignRecord }
        return true
    }
}
