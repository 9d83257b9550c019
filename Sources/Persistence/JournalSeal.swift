/// The last line of a journal that another one follows: the first change of that one.
///
///     {"next":8,"previous":"0a1b2c3d","checksum":"4e5f6071"}
///
/// It is written before the first change of the next journal, so that the loss of that journal is
/// noticed.
struct JournalSeal: Equatable {
    static let start = [UInt8]("{\"next\":".utf8)

    /// The number of the next journal's first change.
    let next: Int

    init(next: Int) {
        self.next = next
    }

    /// Parses a line without its line end; nil if it is not a complete seal.
    init?(_ text: Span<UInt8>) {
        guard text.has(Self.start, at: 0), text.lineChecksum != nil, let next = text.decimal(at: Self.start.count)
        else { return nil }
        self.next = next.value
    }

    /// The line after a record, with its end.
    func bytes(after checksum: UInt32) -> [UInt8] {
        JournalRecord.line(Self.start + Array(String(next).utf8), after: checksum)
    }
}
