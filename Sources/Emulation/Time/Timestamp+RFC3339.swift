internal import HTTP

/// Reading and printing in the form of RFC 3339, section 5.6.
extension Timestamp {
    /// `2026-02-13T12:00:00.250Z`; the fraction is written only if it is not zero, so that reading it back is exact.
    package var rfc3339: String {
        var text: [UInt8] = []
        appendRFC3339(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// `2026-02-13T12:00:00Z`, whole seconds rounded down: how the services print times.
    package var rfc3339Seconds: String {
        var text: [UInt8] = []
        appendRFC3339Seconds(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// `2026-02-13`, the day in UTC.
    package var rfc3339Day: String {
        String(rfc3339Seconds.prefix(10))
    }

    /// Appends the time; the fraction is written only if it is not zero.
    package func appendRFC3339(to text: inout [UInt8]) {
        append(to: &text, withFraction: true)
    }

    /// Appends `2026-02-13T12:00:00Z`, whole seconds rounded down.
    package func appendRFC3339Seconds(to text: inout [UInt8]) {
        append(to: &text, withFraction: false)
    }

    /// A moment beyond what the form can write is printed as the bound.
    private func append(to text: inout [UInt8], withFraction: Bool) {
        let moment = clamped
        let date = CivilDate(daysSince1970: moment.daysSince1970)
        let millisecondOfDay = Int(
            moment.milliseconds - Int64(moment.daysSince1970) * Self.millisecondsPerDay)
        let (second, millisecond) = millisecondOfDay.quotientAndRemainder(dividingBy: 1000)
        text.append(addingCapacity: Self.byteCountMax) { output in
            output.append(twoDigits: date.year / 100)
            output.append(twoDigits: date.year % 100)
            output.append(UInt8(ascii: "-"))
            output.append(twoDigits: date.month)
            output.append(UInt8(ascii: "-"))
            output.append(twoDigits: date.day)
            output.append(UInt8(ascii: "T"))
            output.append(twoDigits: second / 3600)
            output.append(UInt8(ascii: ":"))
            output.append(twoDigits: second / 60 % 60)
            output.append(UInt8(ascii: ":"))
            output.append(twoDigits: second % 60)
            if withFraction && millisecond != 0 {
                output.append(UInt8(ascii: "."))
                output.append(UInt8(ascii: "0") + UInt8(millisecond / 100))
                output.append(twoDigits: millisecond % 100)
            }
            output.append(UInt8(ascii: "Z"))
        }
    }

    private static let byteCountMax = 24

    /// Reads a `date-time` of RFC 3339; digits beyond the millisecond are dropped.
    ///
    /// A leap second counts as the second before it, because timestamps do not count leap seconds.
    /// Nil if the string is not a valid time, or the calendar does not have the day.
    ///
    /// - Parameter text: such as `2026-02-13T12:00:00Z` or `2026-02-13t13:00:00.5+01:00`.
    package init?(rfc3339 text: String) {
        var scanner = RFC3339Scanner(text)
        guard let days = scanner.date(), scanner.skipDateEnd(),
            let hour = scanner.number(width: 2, in: 0...23), scanner.skip(UInt8(ascii: ":")),
            let minute = scanner.number(width: 2, in: 0...59), scanner.skip(UInt8(ascii: ":")),
            let second = scanner.number(width: 2, in: 0...60), let fraction = scanner.fraction(),
            let offset = scanner.offsetMinutes(), scanner.isAtEnd
        else { return nil }
        let minutes = Int64(days * 1440 + hour * 60 + minute - offset)
        guard second < 60 || Self.isLastOfDay(minute: minutes) else { return nil }
        milliseconds = minutes * 60_000 + Int64(min(second, 59) * 1000 + fraction)
        guard self >= Self.earliest, self <= Self.latest else { return nil }
    }

    /// Whether a leap second can follow a minute: all came at the end of a day in UTC (RFC 3339, appendix D).
    private static func isLastOfDay(minute: Int64) -> Bool {
        (minute + 1).isMultiple(of: 1440)
    }

    /// Reads a `full-date` of RFC 3339 as the start of that day in UTC.
    ///
    /// - Parameter text: such as `2026-02-13`.
    package init?(rfc3339Day text: String) {
        var scanner = RFC3339Scanner(text)
        guard let days = scanner.date(), scanner.isAtEnd else { return nil }
        milliseconds = Int64(days) * Self.millisecondsPerDay
    }
}

extension OutputSpan<UInt8> {
    /// Adds a number below 100 with two digits.
    fileprivate mutating func append(twoDigits value: Int) {
        // Below 100, a product and a shift divide by 10.
        let number = UInt(truncatingIfNeeded: value)
        let tens = (number &* 103) &>> 10
        append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: tens))
        append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number &- tens &* 10))
    }
}
