internal import JSON

/// The first members of a snapshot: its format and its last change.
struct SnapshotHead {
    /// How many bytes of the file have them all.
    static let byteCount = 4096

    /// 1 or 2 where the snapshot does not say it.
    let format: Int
    /// Whether the snapshot says its format.
    let isStated: Bool
    /// The last change in the snapshot; nil where it cannot be read.
    let position: JournalPosition?

    /// Reads the first members of a snapshot, whose text may be cut short.
    ///
    /// Nil for another text.
    init?(_ text: [UInt8]) {
        var cursor = JSONCursor(text)
        var members: [JSONValue?] = []
        // In the order in which they are written; the one after them must be there too, so that
        // nothing is cut short.
        guard (try? cursor.enterObject()) != nil, var name = try? cursor.nextMember() else { return nil }
        for expected in [Self.version, Self.format, Self.sequence, Self.lastChecksum] {
            guard name == expected else {
                members.append(nil)
                continue
            }
            guard let value = try? cursor.readValue(), let next = try? cursor.nextMember() else { return nil }
            members.append(value)
            name = next
        }
        guard members[0] != nil, let sequence = members[2]?.int else { return nil }
        let checksum = members[3]?.string.flatMap(JournalPosition.checksum)
        isStated = members[1] != nil
        format = members[1]?.int ?? (members[3] == nil ? 1 : 2)
        position = checksum.map { JournalPosition(sequence: sequence, checksum: $0) }
    }

    private static let version = "version"
    private static let format = "format"
    private static let sequence = "sequence"
    private static let lastChecksum = "last_checksum"
}
