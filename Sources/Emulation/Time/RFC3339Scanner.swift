internal import HTTP

/// Reads the parts of an RFC 3339 time one after another.
struct RFC3339Scanner {
    private let bytes: [UInt8]
    private var place = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    var isAtEnd: Bool { place == bytes.count }

    /// Skips one byte that is the one or the other.
    mutating func skip(_ byte: UInt8, or other: UInt8? = nil) -> Bool {
        guard place < bytes.count, bytes[place] == byte || bytes[place] == other else { return false }
        place += 1
        return true
    }

    /// Skips the `T` between date and time (RFC 3339, section 5.6, with its note).
    mutating func skipDateEnd() -> Bool {
        skip(UInt8(ascii: "T"), or: UInt8(ascii: "t"))
    }

    /// Reads exactly `width` digits that make a number in range.
    mutating func number(width: Int, in range: ClosedRange<Int>) -> Int? {
        guard let value = digits(width), range.contains(value) else { return nil }
        place += width
        return value
    }

    /// Reads `YYYY-MM-DD` and returns its days since 1970.
    mutating func date() -> Int? {
        guard let year = number(width: 4, in: 0...9999), skip(UInt8(ascii: "-")),
            let month = number(width: 2, in: 1...12), skip(UInt8(ascii: "-")),
            let day = number(width: 2, in: 1...31)
        else { return nil }
        return CivilDate(year: year, month: month, day: day)?.daysSince1970
    }

    /// Reads `.` and digits, or nothing, and returns whole milliseconds.
    mutating func fraction() -> Int? {
        guard skip(UInt8(ascii: ".")) else { return 0 }
        let length = bytes[place...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
        guard length > 0, let value = digits(min(length, 3)) else { return nil }
        place += length
        return length == 1 ? value * 100 : length == 2 ? value * 10 : value
    }

    /// Reads `Z` or `±HH:MM` and returns how many minutes local time is ahead of UTC.
    mutating func offsetMinutes() -> Int? {
        if skip(UInt8(ascii: "Z"), or: UInt8(ascii: "z")) { return 0 }
        let isNegative = place < bytes.count && bytes[place] == UInt8(ascii: "-")
        guard skip(UInt8(ascii: "+"), or: UInt8(ascii: "-")), let hours = number(width: 2, in: 0...23),
            skip(UInt8(ascii: ":")),
            let minutes = number(width: 2, in: 0...59)
        else { return nil }
        return (isNegative ? -1 : 1) * (hours * 60 + minutes)
    }

    /// The value of the next `width` digits.
    private func digits(_ width: Int) -> Int? {
        guard bytes.count - place >= width else { return nil }
        var value = 0
        for index in place..<place + width {
            let digit = bytes[index] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            value = value * 10 + Int(digit)
        }
        return value
    }
}
