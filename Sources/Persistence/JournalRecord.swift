package import JSON

/// A record as it lies in the journal: one line of JSON that ends with the checksum of all before it.
///
///     {"sequence":7,"changes":[{"list":"cavos.apps","put":{…}}],"checksum":"0a1b2c3d"}
///     {"sequence":8,"world":{…},"checksum":"4e5f6071"}
package struct JournalRecord: Sendable {
    static let headStart = [UInt8]("{\"sequence\":".utf8)
    static let changesStart = [UInt8](",\"changes\":[".utf8)
    static let changesEnd = [UInt8]("]".utf8)
    static let worldStart = [UInt8](",\"world\":".utf8)
    static let tailStart = [UInt8](",\"checksum\":\"".utf8)
    static let tailEnd = [UInt8]("\"}".utf8)
    static let checksumDigitCount = 8
    static let tailByteCount = tailStart.count + checksumDigitCount + tailEnd.count

    /// The number of the change.
    package let sequence: Int
    /// The line in the file, counted from 1.
    package let line: Int
    /// The file's bytes, and where in them the record starts.
    private let bytes: [UInt8]
    private let offset: Int

    /// Reads a line without its end; nil when it is no whole record.
    init?(in bytes: [UInt8], from start: Int, to end: Int, line: Int) {
        let text = bytes.span.extracting(start..<end)
        guard text.count > Self.headStart.count + Self.tailByteCount else { return nil }
        let tail = text.count - Self.tailByteCount
        guard text.starts(with: Self.headStart, at: 0), text.starts(with: Self.tailStart, at: tail),
            text.starts(with: Self.tailEnd, at: text.count - Self.tailEnd.count),
            text.hexadecimal(at: tail + Self.tailStart.count) == Checksum.of(text.extracting(0..<tail)),
            let sequence = text.decimal(at: Self.headStart.count)
        else { return nil }
        self.sequence = sequence
        self.line = line
        self.bytes = bytes
        offset = start
    }

    /// A cursor before the record's object.
    package var cursor: JSONCursor { JSONCursor(bytes, at: offset) }

    /// The text of a value of the record, from one offset of its cursor to another.
    package func text(from start: Int, to end: Int) -> [UInt8] {
        Array(bytes[start..<end])
    }

    /// The checksum as it is written.
    static func digits(of checksum: UInt32) -> [UInt8] {
        let text = [UInt8](String(checksum, radix: 16).utf8)
        return [UInt8](repeating: UInt8(ascii: "0"), count: checksumDigitCount - text.count) + text
    }
}

extension Span<UInt8> {
    fileprivate func starts(with other: [UInt8], at start: Int) -> Bool {
        guard start >= 0, count - start >= other.count else { return false }
        for place in other.indices where self[start + place] != other[place] { return false }
        return true
    }

    /// The number of lower-case hexadecimal digits that a checksum is written with.
    fileprivate func hexadecimal(at start: Int) -> UInt32? {
        var value: UInt32 = 0
        for place in start..<start + JournalRecord.checksumDigitCount {
            switch self[place] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(self[place] - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"):
                value = value << 4 | UInt32(self[place] - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        return value
    }

    /// The number whose digits start at an offset and are followed by a comma.
    fileprivate func decimal(at start: Int) -> Int? {
        var value = 0
        var place = start
        while place < count, case UInt8(ascii: "0")...UInt8(ascii: "9") = self[place] {
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(Int(self[place] - UInt8(ascii: "0")))
            guard !overflow, !carry else { return nil }
            value = sum
            place += 1
        }
        guard place > start, place < count, self[place] == UInt8(ascii: ",") else { return nil }
        return value
    }
}
