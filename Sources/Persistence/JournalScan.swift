/// Reads the lines of a journal file in order.
struct JournalScan {
    /// The first line; nil in a file of format 2, and where it is incomplete.
    private(set) var head: JournalHead?
    private(set) var recordCount = 0
    /// The last line, if another journal follows.
    private(set) var seal: JournalSeal?
    /// The size of an incomplete line at the end: the last write may have been cut short.
    private(set) var tornByteCount = 0
    /// How many lines are complete.
    private(set) var lineCount = 0

    /// Calls a function with each record.
    ///
    /// - Parameters:
    ///   - path: the file, for messages.
    ///   - bytes: its content.
    ///   - body: called with each record, and with the file's head.
    /// - Throws: `StateDamage` if a line before the last one is damaged or the format is a later
    ///   one, and what `body` throws.
    init(
        _ path: String, _ bytes: [UInt8], _ body: (JournalRecord, JournalHead?) throws(StateDamage) -> Void
    ) throws(StateDamage) {
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n"))
            guard let end, seal == nil, let line = Line(in: bytes, from: start, to: end, number: lineCount + 1) else {
                let isAtEnd = (end ?? bytes.count) >= bytes.count - 1
                guard isAtEnd, seal == nil, !Self.startsWithWholeLine(bytes, from: start) else {
                    throw StateDamage(path: path, line: lineCount + 1, kind: .badRecord)
                }
                tornByteCount = bytes.count - start
                return
            }
            switch line {
            case .head(let head):
                guard head.format <= StateFormat.current else {
                    throw StateDamage(path: path, line: nil, kind: .newerFormat(head.format))
                }
                self.head = head
            case .record(let record):
                try body(record, head)
                recordCount += 1
            case .seal(let seal): self.seal = seal
            }
            start = end + 1
            lineCount += 1
        }
    }

    /// A complete line.
    private enum Line {
        case head(JournalHead)
        case record(JournalRecord)
        case seal(JournalSeal)

        init?(in bytes: [UInt8], from start: Int, to end: Int, number: Int) {
            if let record = JournalRecord(in: bytes, from: start, to: end, line: number) {
                self = .record(record)
            } else if number == 1, let head = JournalHead(bytes.span.extracting(start..<end)) {
                self = .head(head)
            } else if number > 1, let seal = JournalSeal(bytes.span.extracting(start..<end)) {
                self = .seal(seal)
            } else {
                return nil
            }
        }
    }

    /// Whether a complete line is followed by something other than a line end.
    ///
    /// A write that was cut short cannot cause that, so the line end was damaged.
    private static func startsWithWholeLine(_ bytes: [UInt8], from start: Int) -> Bool {
        let tail = JournalRecord.tailStart
        var offset = start
        while offset + JournalRecord.tailByteCount < bytes.count {
            if bytes[offset] == tail[0], bytes[offset..<offset + tail.count].elementsEqual(tail),
                bytes.span.extracting(start..<offset + JournalRecord.tailByteCount).lineChecksum != nil
            {
                return true
            }
            offset += 1
        }
        return false
    }
}
