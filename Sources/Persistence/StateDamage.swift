/// What is wrong with a state file, and where.
package struct StateDamage: Error, Equatable, Sendable {
    /// The ways in which state can be unfit to go on with.
    package enum Kind: Error, Equatable, Sendable {
        /// A record of the journal is not what was written.
        case badRecord
        /// A record is not the one that must follow; the numbers are what was expected and what is there.
        case wrongSequence(expected: Int, found: Int)
        /// A record has the number that must follow, but names another record as the one before it.
        case foreignRecord
        /// A journal without the snapshot that it goes on from.
        case noSnapshot
        /// There is no journal that goes on from the snapshot.
        case missingJournal
        /// A record that is whole, but speaks of what this version does not know.
        case unknownChange(String)
        /// The snapshot does not end with a checksum.
        case noSeal
        /// The snapshot's checksum is not that of its bytes.
        case brokenSeal
        /// The snapshot cannot be read.
        case badSnapshot(String)
        /// The snapshot is of a later version.
        case newerSnapshot
    }

    package let path: String
    /// Counted from 1; nil where no line is to blame.
    package let line: Int?
    package let kind: Kind

    package init(path: String, line: Int?, kind: Kind) {
        self.path = path
        self.line = line
        self.kind = kind
    }

    /// What is wrong and what to do, in one sentence.
    package var sentence: String {
        "\(path)\(line.map { ":\($0)" } ?? "") \(reason); nothing was changed: \(advice)"
    }

    private var reason: String {
        switch kind {
        case .badRecord: "is damaged: the record is not what was written"
        case .wrongSequence(let expected, let found): "holds change \(found) where change \(expected) must follow"
        case .foreignRecord: "does not follow the change before it: it belongs to another state"
        case .noSnapshot: "goes on from a snapshot that is missing (snapshot.json)"
        case .missingJournal: "is missing"
        case .unknownChange(let text): "holds a change that this version does not know (\(text))"
        case .noSeal: "does not end with its checksum: it was cut short or edited"
        case .brokenSeal: "is not what was written: its checksum is another"
        case .badSnapshot(let text): "is damaged: \(text)"
        case .newerSnapshot: "was written by a newer Understudy"
        }
    }

    private var advice: String {
        switch kind {
        case .newerSnapshot, .unknownChange:
            "use that version, or put the state aside and start from the seed with --fresh"
        case .noSeal, .brokenSeal:
            "put back a copy of the folder or, if it was edited on purpose, start from a copy of the file as a seed: "
                + "--seed <copy> --fresh"
        case .missingJournal:
            "put back a copy of the folder or, without the changes in that file, start from a copy of snapshot.json as a "
                + "seed: --seed <copy> --fresh"
        default: "put back a copy of the folder, or put the state aside and start from the seed with --fresh"
        }
    }
}
