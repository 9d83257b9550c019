/// A position in the chain of changes: a sequence number, and the checksum of that record.
package struct JournalPosition: Sendable, Equatable {
    /// The sequence number of the change; 0 before the first one.
    package var sequence: Int
    /// The checksum of its record, which the record of the next change names; before
    /// the first change, a random number that identifies this state.
    package var checksum: UInt32

    package init(sequence: Int, checksum: UInt32) {
        self.sequence = sequence
        self.checksum = checksum
    }

    /// The position before the first change of a new state.
    ///
    /// It is random even where ids are repeatable, so that no journal can be taken for the
    /// continuation of another state.
    package static func beginning() -> JournalPosition {
        JournalPosition(sequence: 0, checksum: .random(in: .min ... .max))
    }

    /// The checksum as eight hexadecimal digits.
    package var checksumText: String { Checksum.text(checksum) }

    /// Parses a checksum of eight hexadecimal digits; nil for any other text.
    package static func checksum(_ text: String) -> UInt32? {
        let bytes = Array(text.utf8)
        return bytes.count == Checksum.digitCount ? bytes.span.checksum(at: 0) : nil
    }
}
