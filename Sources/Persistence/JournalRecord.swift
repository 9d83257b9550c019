package import JSON

/// A record of the journal: one line of JSON that names the checksum of the previous record, and
/// ends with the checksum of everything before it in the line.
///
///     {"sequence":7,"previous":"9f8e7d6c","changes":[{"list":"cavos.apps","put":{…}}],"checksum":"0a1b2c3d"}
///     {"sequence":8,"previous":"0a1b2c3d","world":{…},"checksum":"4e5f6071"}
///
/// So a record can follow only one other record, and a journal can continue only one state.
package struct JournalRecord: Sendable {
    static let headStart = [UInt8]("{\"sequence\":".utf8)
    static let previousStart = [UInt8](",\"previous\":\"".utf8)
    static let previousEnd = [UInt8]("\"".utf8)
    static let changesStart = [UInt8](",\"changes\":[".utf8)
    static let changesEnd = [UInt8]("]".utf8)
    static let worldStart = [UInt8](",\"world\":".utf8)
    static let tailStart = [UInt8](",\"checksum\":\"".utf8)
    static let tailEnd = [UInt8]("\"}".utf8)
    static let tailByteCount = tailStart.count + Checksum.digitCount + tailEnd.count

    /// The sequence number, and the checksum of this record.
    let position: JournalPosition
    /// The checksum of the previous record.
    let previous: UInt32
    /// The line in the file, counted from 1.
    package let line: Int
    /// The whole file.
    private let bytes: [UInt8]
    /// Where in the file the record starts.
    private let offset: Int

    /// Parses a line without its line end; nil if it is not a complete record.
    init?(in bytes: [UInt8], from start: Int, to end: Int, line: Int) {
        let text = bytes.span.extracting(start..<end)
        guard text.has(Self.headStart, at: 0), let checksum = text.lineChecksum,
            let sequence = text.decimal(at: Self.headStart.count), text.has(Self.previousStart, at: sequence.end),
            let previous = text.checksum(at: sequence.end + Self.previousStart.count)
        else { return nil }
        position = JournalPosition(sequence: sequence.value, checksum: checksum)
        self.previous = previous
        self.line = line
        self.bytes = bytes
        offset = start
    }

    /// A line that is not a record: its text so far, the checksum of the last record, the line's
    /// own, and the line end.
    static func line(_ text: [UInt8], after checksum: UInt32) -> [UInt8] {
        let text = text + previousStart + Array(Checksum.text(checksum).utf8) + previousEnd
        return text + tailStart + Array(Checksum.text(Checksum.of(text.span)).utf8) + tailEnd + [UInt8(ascii: "\n")]
    }

    /// A cursor before the record's object.
    package var cursor: JSONCursor { JSONCursor(bytes, at: offset) }

    /// The text of a value of the record, from one offset of its cursor to another.
    package func text(from start: Int, to end: Int) -> [UInt8] {
        Array(bytes[start..<end])
    }
}
