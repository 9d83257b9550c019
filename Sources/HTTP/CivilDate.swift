internal import Bytes

/// A day of the proleptic Gregorian calendar.
///
/// The arithmetic counts years from March, so that a leap day is the last day of a year (Howard
/// Hinnant, "chrono-Compatible Low-Level Date Algorithms"). Year 0 precedes year 1, as in ISO 8601.
package struct CivilDate: Sendable, Hashable {
    package let year: Int
    /// 1 is January.
    package let month: Int
    /// 1 is the first day of the month.
    package let day: Int

    /// The valid years; a thousand times the range of every format here.
    private static let yearRange = -9_999_999...9_999_999
    private static let daysPerEra = 146_097
    private static let yearsPerEra = 400
    /// The days from March 1 of year 0 to January 1 of 1970.
    private static let epochDay = 719_468
    private static let distanceMax = Int.max / 4

    /// Makes a date; nil if the calendar does not have that day.
    package init?(year: Int, month: Int, day: Int) {
        guard Self.yearRange.contains(year), 1...12 ~= month, 1...Self.dayCount(month: month, year: year) ~= day
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// Makes the date that is `daysSince1970` days after 1970-01-01; negative values are before it.
    ///
    /// Clamped where the arithmetic would overflow, far beyond all years that can be written.
    package init(daysSince1970: Int) {
        let day = min(max(daysSince1970, -Self.distanceMax), Self.distanceMax) + Self.epochDay
        let era = day.floorDivided(by: Self.daysPerEra)
        let dayOfEra = day - era * Self.daysPerEra
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        self.day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * Self.yearsPerEra + (month <= 2 ? 1 : 0)
    }

    /// The number of days since 1970-01-01; negative before it.
    package var daysSince1970: Int {
        let yearFromMarch = month <= 2 ? year - 1 : year
        let era = yearFromMarch.floorDivided(by: Self.yearsPerEra)
        let yearOfEra = yearFromMarch - era * Self.yearsPerEra
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * Self.daysPerEra + dayOfEra - Self.epochDay
    }

    /// The day of the week, where 1 is Monday and 7 is Sunday, as in ISO 8601.
    package var weekday: Int {
        let days = daysSince1970 + 3
        return days - days.floorDivided(by: 7) * 7 + 1
    }

    /// Returns the number of days of a month from 1 to 12.
    package static func dayCount(month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Whether a year has a February 29.
    package static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }
}

extension CivilDate: Comparable {
    package static func < (left: Self, right: Self) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}
