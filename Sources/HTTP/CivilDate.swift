/// A day of the Gregorian calendar, which is carried on before its beginning and into the future without end.
///
/// The arithmetic counts years from March, so that a leap day is a year's last (Howard Hinnant, "chrono-Compatible
/// Low-Level Date Algorithms"). Year 0 is the one before year 1, as in ISO 8601.
package struct CivilDate: Sendable, Hashable {
    package let year: Int
    /// 1 is January.
    package let month: Int
    /// 1 is the month's first day.
    package let day: Int

    /// The years that a date can be made of; a thousand times what any format here can write.
    private static let yearRange = -9_999_999...9_999_999
    private static let daysPerEra = 146_097
    private static let yearsPerEra = 400
    /// How many days 1970 began after March 1 of year 0.
    private static let epochDay = 719_468
    private static let distanceMax = Int.max / 4

    /// Takes a day that exists, else returns nil.
    package init?(year: Int, month: Int, day: Int) {
        guard Self.yearRange.contains(year), 1...12 ~= month, 1...Self.dayCount(month: month, year: year) ~= day
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// Makes the date so many days after 1970-01-01; days before it are negative.
    ///
    /// Far beyond all years that can be written, where the arithmetic would overflow, the days stand still.
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

    /// How many days this one is after 1970-01-01; negative before it.
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

    /// Returns how many days a month has; `month` is 1 to 12.
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

extension Int {
    /// Divides and rounds towards negative infinity.
    fileprivate func floorDivided(by divisor: Int) -> Int {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
