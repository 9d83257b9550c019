/// Reading the fixed parts of records and seals.
extension Span<UInt8> {
    /// Tells whether a text stands at an offset.
    func has(_ other: [UInt8], at start: Int) -> Bool {
        guard start >= 0, count - start >= other.count else { return false }
        for place in other.indices where self[start + place] != other[place] { return false }
        return true
    }

    /// The number of the eight lower-case hexadecimal digits that a checksum is written with; nil where they do not stand.
    func checksum(at start: Int) -> UInt32? {
        guard start >= 0, count - start >= Checksum.digitCount else { return nil }
        var value: UInt32 = 0
        for place in start..<start + Checksum.digitCount {
            switch self[place] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(self[place] - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"):
                value = value << 4 | UInt32(self[place] - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        return value
    }

    /// The number whose digits start at an offset, and where they end; nil where none stand or they are too many.
    func decimal(at start: Int) -> (value: Int, end: Int)? {
        var value = 0
        var place = start
        while place < count, case UInt8(ascii: "0")...UInt8(ascii: "9") = self[place] {
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(Int(self[place] - UInt8(ascii: "0")))
            guard !overflow, !carry else { return nil }
            value = sum
            place += 1
        }
        return place > start ? (value, place) : nil
    }
}
