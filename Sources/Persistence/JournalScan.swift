/// Reads the records of a journal file in order.
struct JournalScan {
    /// The size of an incomplete record at the end: the last write may have been cut short.
    private(set) var tornByteCount = 0
    private(set) var recordCount = 0

    /// Calls a function with each record.
    ///
    /// - Parameters:
    ///   - path: the file, for messages.
    ///   - bytes: its content.
    ///   - body: called with each record.
    /// - Throws: `StateDamage` if a record before the last one is damaged, and what `body` throws.
    init(
        _ path: String, _ bytes: [UInt8], _ body: (JournalRecord) throws(StateDamage) -> Void
    ) throws(StateDamage) {
        var start = 0
        var line = 1
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n"))
            let record = end.flatMap { JournalRecord(in: bytes, from: start, to: $0, line: line) }
            guard let end, let record else {
                let isAtEnd = (end ?? bytes.count) >= bytes.count - 1
                guard isAtEnd, !Self.startsWithWholeRecord(bytes, from: start) else {
                    throw StateDamage(path: path, line: line, kind: .badRecord)
                }
                tornByteCount = bytes.count - start
                return
            }
            try body(record)
            recordCount += 1
            start = end + 1
            line += 1
        }
    }

    /// Whether a complete record is followed by something other than a line end.
    ///
    /// A write that was cut short cannot cause that, so the line end was damaged.
    private static func startsWithWholeRecord(_ bytes: [UInt8], from start: Int) -> Bool {
        let tail = JournalRecord.tailStart
        var offset = start
        while offset + JournalRecord.tailByteCount < bytes.count {
            if bytes[offset] == tail[0], bytes[offset..<offset + tail.count].elementsEqual(tail),
                JournalRecord(in: bytes, from: start, to: offset + JournalRecord.tailByteCount, line: 0) != nil
            {
                return true
            }
            offset += 1
        }
        return false
    }
}
