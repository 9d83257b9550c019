/// Damage in a file of the stored state.
package struct StateDamage: Error, Equatable, Sendable {
    /// The kinds of damage.
    package enum Kind: Error, Equatable, Sendable {
        /// A journal record is incomplete, or its checksum does not match.
        case badRecord
        /// A record has another sequence number than expected.
        case wrongSequence(expected: Int, found: Int)
        /// A record has the expected sequence number, but names another previous record.
        case foreignRecord
        /// There is a journal, but no snapshot.
        case noSnapshot
        /// The journal that continues the snapshot does not exist.
        case missingJournal
        /// A journal does not begin with its head.
        case noHead
        /// A complete record has a change that this version does not know.
        case unknownChange(String)
        /// The snapshot does not end with a checksum.
        case noChecksum
        /// The snapshot's checksum does not match its content.
        case checksumMismatch
        /// The snapshot cannot be parsed.
        case badSnapshot(String)
        /// The snapshot's content has a later schema.
        case newerSnapshot
        /// The file has a format that is too old to be read.
        case olderFormat(Int)
        /// The file has the format of a later program.
        case newerFormat(Int)
        /// The changes of the journal make a state with a problem.
        case badState(String)
    }

    package let path: String
    /// Counted from 1; nil if it is not about a line.
    package let line: Int?
    package let kind: Kind

    package init(path: String, line: Int?, kind: Kind) {
        self.path = path
        self.line = line
        self.kind = kind
    }

    /// The file, the line and the damage, in one sentence without a full stop.
    package var sentence: String {
        "\(path)\(line.map { ":\($0)" } ?? "")\(reason); nothing was changed"
    }

    private var reason: String {
        switch kind {
        case .badRecord: " is damaged: the record is incomplete or its checksum does not match"
        case .wrongSequence(let expected, let found):
            ": expected change \(expected), found change \(found): a journal file is missing"
        case .foreignRecord: " does not follow the change before it: it belongs to another state"
        case .noSnapshot: " continues a snapshot that is missing (snapshot.json)"
        case .missingJournal: " is missing"
        case .noHead: " is empty or does not begin with its first line: it was cut short or edited"
        case .unknownChange(let text): " holds a change that this version does not know (\(text))"
        case .noChecksum: " does not end with its checksum: it was cut short or edited"
        case .checksumMismatch: ": checksum mismatch: the file was changed or damaged"
        case .badSnapshot(let text): " is damaged: \(text)"
        case .newerSnapshot: " was written by a newer Understudy"
        case .olderFormat(let format):
            " has format \(format) of stored state; this version reads \(StateFormat.oldestReadable) "
                + "to \(StateFormat.current)"
        case .newerFormat(let format):
            " has format \(format) of stored state, of a newer Understudy; this version reads "
                + "\(StateFormat.oldestReadable) to \(StateFormat.current)"
        case .badState(let text): " has changes that do not fit together: \(text)"
        }
    }
}
