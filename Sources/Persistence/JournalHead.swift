/// The first line of a journal: its format, and the change after which it begins.
///
///     {"format":3,"first":8,"previous":"0a1b2c3d","checksum":"4e5f6071"}
///
/// So a journal without changes is told apart from one that was emptied.
struct JournalHead: Equatable {
    static let start = [UInt8]("{\"format\":".utf8)
    private static let firstStart = [UInt8](",\"first\":".utf8)

    let format: Int
    /// The last change before the journal.
    let position: JournalPosition

    /// The head of a journal in the current format.
    init(after position: JournalPosition) {
        format = StateFormat.current
        self.position = position
    }

    /// Parses a line without its line end; nil if it is not a complete head.
    ///
    /// Of a later format, only its number is read.
    init?(_ text: Span<UInt8>) {
        guard text.has(Self.start, at: 0), text.lineChecksum != nil, let format = text.decimal(at: Self.start.count)
        else { return nil }
        self.format = format.value
        guard format.value <= StateFormat.current else {
            position = JournalPosition(sequence: 0, checksum: 0)
            return
        }
        let previousStart = JournalRecord.previousStart
        guard text.has(Self.firstStart, at: format.end),
            let first = text.decimal(at: format.end + Self.firstStart.count), first.value > 0,
            text.has(previousStart, at: first.end),
            let checksum = text.checksum(at: first.end + previousStart.count)
        else { return nil }
        position = JournalPosition(sequence: first.value - 1, checksum: checksum)
    }

    /// The line, with its end.
    var bytes: [UInt8] {
        let text = Self.start + Array(String(format).utf8) + Self.firstStart + Array(String(position.sequence + 1).utf8)
        return JournalRecord.line(text, after: position.checksum)
    }

    /// Whether a text may be the beginning of a head, as a crash leaves it; also an empty text.
    static func isCutShort(_ text: [UInt8]) -> Bool {
        let count = min(text.count, start.count)
        return text[..<count].elementsEqual(start[..<count]) && !text.contains(UInt8(ascii: "\n"))
    }
}
