/// The versions of the files in the data directory.
///
/// A change that an earlier program would not read as it was meant gets the next number, and a line
/// in CHANGELOG.md. The snapshot and each journal say theirs.
///
/// | Format | What is new |
/// |---|---|
/// | 1 | each record ends with its checksum |
/// | 2 | each record names the one before it, and the snapshot has a checksum of its bytes |
/// | 3 | both say their format; journals have a head, and a seal if another follows |
/// |   | snapshots and records have the position of the stream of ids |
package enum StateFormat {
    /// What is written.
    package static let current = 3
    /// The first format whose snapshot says its format and whose journals have heads.
    static let firstStated = 3
    /// The oldest format that is read.
    package static let oldestReadable = 2
}
