/// Reading the fixed parts of journal records and snapshot trailers.
extension Span<UInt8> {
    /// Whether the bytes of a string begin at an offset.
    func has(_ other: [UInt8], at start: Int) -> Bool {
        guard start >= 0, count - start >= other.count else { return false }
        for offset in other.indices where self[start + offset] != other[offset] { return false }
        return true
    }

    /// The checksum at an offset, eight lower-case hexadecimal digits; nil for other bytes.
    func checksum(at start: Int) -> UInt32? {
        guard start >= 0, count - start >= Checksum.digitCount else { return nil }
        var value: UInt32 = 0
        for offset in start..<start + Checksum.digitCount {
            switch self[offset] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(self[offset] - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"):
                value = value << 4 | UInt32(self[offset] - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        return value
    }

    /// The checksum at the end of a journal's line; nil if the line is not complete or has another
    /// checksum.
    var lineChecksum: UInt32? {
        let tail = count - JournalRecord.tailByteCount
        guard tail > 0, has(JournalRecord.tailStart, at: tail),
            has(JournalRecord.tailEnd, at: count - JournalRecord.tailEnd.count),
            let checksum = checksum(at: tail + JournalRecord.tailStart.count),
            checksum == Checksum.of(extracting(0..<tail))
        else { return nil }
        return checksum
    }

    /// The decimal number at an offset, and where it ends; nil for other bytes or if it is too
    /// large.
    func decimal(at start: Int) -> (value: Int, end: Int)? {
        var value = 0
        var offset = start
        while offset < count, case UInt8(ascii: "0")...UInt8(ascii: "9") = self[offset] {
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(Int(self[offset] - UInt8(ascii: "0")))
            guard !overflow, !carry else { return nil }
            value = sum
            offset += 1
        }
        return offset > start ? (value, offset) : nil
    }
}
