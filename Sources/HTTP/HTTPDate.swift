/// The date format of HTTP fields (RFC 9110, section 5.6.7).
package enum HTTPDate {
    private static let dayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let monthNames = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    private static let secondsPerDay: Int64 = 86_400
    /// From 0000-01-01 to 9999-12-31: the format has four digits for the year.
    private static let writableSeconds: ClosedRange<Int64> = -62_167_219_200...253_402_300_799

    /// Returns an instant as IMF-fixdate, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
    ///
    /// An instant before year 0 or after 9999, which a moved clock can have, is clamped.
    package static func string(secondsSince1970: Int64) -> String {
        let seconds = min(max(secondsSince1970, writableSeconds.lowerBound), writableSeconds.upperBound)
        var (days, time) = seconds.quotientAndRemainder(dividingBy: secondsPerDay)
        if time < 0 { (days, time) = (days - 1, time + secondsPerDay) }
        let date = CivilDate(daysSince1970: Int(days))
        let length = 29
        let bytes = [UInt8](capacity: length) { output in
            output.append(text: dayNames[date.weekday - 1])
            output.append(text: ", ")
            output.append(decimal: UInt(date.day), width: 2)
            output.append(text: " ")
            output.append(text: monthNames[date.month - 1])
            output.append(text: " ")
            output.append(decimal: date.year.magnitude, width: 4)
            output.append(text: " ")
            output.append(decimal: UInt(time / 3_600), width: 2)
            output.append(text: ":")
            output.append(decimal: UInt(time / 60 % 60), width: 2)
            output.append(text: ":")
            output.append(decimal: UInt(time % 60), width: 2)
            output.append(text: " GMT")
        }
        return String(repairing: bytes.span)
    }
}
