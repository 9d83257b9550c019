/// Goes over a journal file's records.
struct JournalScan {
    /// How many bytes at the end are no whole record: a write to the last journal may have been cut short.
    private(set) var tornByteCount = 0
    private(set) var recordCount = 0

    /// Hands over each record.
    ///
    /// - Parameters:
    ///   - path: the file, for messages.
    ///   - bytes: all that is in it.
    ///   - body: takes a record.
    /// - Throws: `StateDamage` where something is wrong before the last record, and what the body throws.
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

    /// Tells whether a whole record starts there that something other than its line end follows.
    ///
    /// A write that was cut short does not leave that behind, so something has damaged the line end.
    private static func startsWithWholeRecord(_ bytes: [UInt8], from start: Int) -> Bool {
        let tail = JournalRecord.tailStart
        var place = start
        while place + JournalRecord.tailByteCount < bytes.count {
            if bytes[place] == tail[0], bytes[place..<place + tail.count].elementsEqual(tail),
                JournalRecord(in: bytes, from: start, to: place + JournalRecord.tailByteCount, line: 0) != nil
            {
                return true
            }
            place += 1
        }
        return false
    }
}
