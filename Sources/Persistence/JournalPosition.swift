/// A place in the chain of changes: a change's number, and the checksum of its record.
package struct JournalPosition: Sendable, Equatable {
    /// The number of the change; 0 before the first one.
    package var sequence: Int
    /// The checksum of its record, which the record of the next change names; before the first one, a number of its own.
    package var checksum: UInt32

    package init(sequence: Int, checksum: UInt32) {
        self.sequence = sequence
        self.checksum = checksum
    }

    /// Makes the place before the first change of a new state.
    ///
    /// Its number is random, also where identifiers repeat, so that no journal goes on from the beginning of another state.
    package static func beginning() -> JournalPosition {
        JournalPosition(sequence: 0, checksum: .random(in: .min ... .max))
    }

    /// The checksum as it is written, in eight digits.
    package var checksumText: String { Checksum.text(checksum) }

    /// Reads a checksum as it is written; nil for any other text.
    package static func checksum(_ text: String) -> UInt32? {
        let bytes = Array(text.utf8)
        return bytes.count == Checksum.digitCount ? bytes.span.checksum(at: 0) : nil
    }
}
