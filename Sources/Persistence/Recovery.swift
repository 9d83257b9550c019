/// What was found in a data directory besides the state itself.
package struct Recovery: Sendable {
    /// The end of a journal that a crash has cut short.
    package struct CutOff: Sendable {
        package let path: String
        /// The line that it is, counted from 1.
        let line: Int
        /// Where in the file it starts.
        let start: Int
        /// What was there.
        let bytes: [UInt8]
        /// The file that has it now.
        package internal(set) var keptIn = ""

        package var byteCount: Int { bytes.count }
    }

    /// The last change that the snapshot has in it.
    private let snapshot: JournalPosition
    /// How large the snapshot is.
    package let snapshotByteCount: Int
    /// The last change.
    package internal(set) var position: JournalPosition
    /// How many records of journals were gone through that the snapshot did not have.
    package internal(set) var recordCount = 0
    /// A record at the very end that was not written to its end, and was moved into a file of its own.
    package internal(set) var cutOff: CutOff?

    init(snapshot: JournalPosition, byteCount: Int) {
        self.snapshot = snapshot
        snapshotByteCount = byteCount
        position = snapshot
    }

    /// Up to which change the snapshot speaks.
    package var snapshotSequence: Int { snapshot.sequence }

    /// Finds out whether a record is the next one.
    ///
    /// - Returns: whether it is to be applied; false where the snapshot has it already.
    /// - Throws: what is wrong with it: its number, or what it follows.
    func accepts(_ record: JournalRecord) throws(StateDamage.Kind) -> Bool {
        if record.position.sequence <= snapshot.sequence {
            // Of the records that the snapshot has, it names the last one.
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
