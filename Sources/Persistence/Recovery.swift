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
    /// The first change of the journal that must come next, since the snapshot or a seal says so;
    /// nil if none must.
    var requiredJournal: Int?
    /// Whether journals have heads from here on; those of format 2 have none.
    var hasHeads: Bool
    /// The last journal with changes, if it has no seal yet.
    var lastJournal: UnsealedJournal?

    init(snapshot: JournalPosition, format: Int, byteCount: Int) {
        self.snapshot = snapshot
        snapshotByteCount = byteCount
        position = snapshot
        hasHeads = format >= StateFormat.firstStated
        if hasHeads { requiredJournal = snapshot.sequence + 1 }
    }

    /// The sequence number of the last change in the snapshot.
    package var snapshotSequence: Int { snapshot.sequence }

    /// Makes sure that no journal before ends with an incomplete record: a crash leaves that only
    /// at the very end.
    func requireNothingTorn() throws(StateDamage) {
        if let torn = cutOff { throw StateDamage(path: torn.path, line: torn.line, kind: .badRecord) }
    }

    /// Begins to read a journal that has changes, or that must exist.
    mutating func begin(_ journal: Int, _ head: JournalHead?) throws(StateDamage.Kind) {
        if let head {
            try check(head, of: journal)
            hasHeads = true
        } else if hasHeads {
            throw .noHead
        }
        if requiredJournal == journal { requiredJournal = nil }
    }

    /// Makes sure that a journal with this head, and this number in its name, continues from the
    /// last change.
    private func check(_ head: JournalHead, of journal: Int) throws(StateDamage.Kind) {
        let before = head.position
        guard before.sequence == journal - 1 else {
            throw .wrongSequence(expected: journal, found: before.sequence + 1)
        }
        // The snapshot has all of its changes, or the first ones.
        if before.sequence < snapshot.sequence { return }
        guard before.sequence == position.sequence else {
            throw .wrongSequence(expected: position.sequence + 1, found: before.sequence + 1)
        }
        guard before.checksum == position.checksum else { throw .foreignRecord }
    }

    /// Notes what a journal's last line says of the next one.
    mutating func note(_ seal: JournalSeal?, after journal: UnsealedJournal) {
        lastJournal = seal == nil ? journal : nil
        if let seal, seal.next > snapshot.sequence { requiredJournal = seal.next }
    }

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
