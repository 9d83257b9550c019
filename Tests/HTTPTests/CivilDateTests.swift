import HTTP
import Testing

struct CivilDateTests {
    @Test(arguments: [
        (1970, 1, 1, 0, 4), (1969, 12, 31, -1, 3), (1970, 3, 1, 59, 7), (1972, 2, 29, 789, 2),
        (1900, 2, 28, -25_509, 3),
        (1900, 3, 1, -25_508, 4), (2000, 2, 29, 11_016, 2), (2000, 3, 1, 11_017, 3), (2026, 2, 13, 20_497, 5),
        (2038, 1, 19, 24_855, 2), (2100, 2, 28, 47_540, 7), (2100, 3, 1, 47_541, 1), (9999, 12, 31, 2_932_896, 5),
        (1, 1, 1, -719_162, 1), (0, 12, 31, -719_163, 7), (0, 3, 1, -719_468, 3), (0, 1, 1, -719_528, 6),
        (-1, 12, 31, -719_529, 5), (-400, 2, 29, -865_566, 2), (1582, 10, 15, -141_427, 5),
    ])
    func `a day has its number and its weekday`(year: Int, month: Int, day: Int, number: Int, weekday: Int) throws {
        let date = try #require(CivilDate(year: year, month: month, day: day))
        #expect(date.daysSince1970 == number)
        #expect(date.weekday == weekday)
        #expect(CivilDate(daysSince1970: number) == date)
    }

    @Test(arguments: [
        (2026, 0, 1), (2026, 13, 1), (2026, 1, 0), (2026, 1, 32), (2026, 2, 29), (2024, 2, 30), (2100, 2, 29),
        (2026, 4, 31),
        (2026, 6, 31), (2026, 9, 31), (2026, 11, 31), (2026, -1, 1), (2026, 1, -1), (.max, 1, 1), (.min, 1, 1),
        (2026, .max, 1), (2026, 1, .min),
    ])
    func `a day that does not exist is refused`(year: Int, month: Int, day: Int) {
        #expect(CivilDate(year: year, month: month, day: day) == nil)
    }

    @Test func `day follows day over eight hundred years`() throws {
        var expected = try #require(CivilDate(year: 1600, month: 1, day: 1))
        var weekday = 6
        for number in expected.daysSince1970..<expected.daysSince1970 + 2 * 146_097 {
            let date = CivilDate(daysSince1970: number)
            guard date == expected, date.weekday == weekday, date.daysSince1970 == number else {
                Issue.record("\(date) is not \(expected)")
                return
            }
            expected = try #require(Self.next(expected))
            weekday = weekday % 7 + 1
        }
        #expect(expected == CivilDate(year: 2400, month: 1, day: 1))
    }

    private static func next(_ date: CivilDate) -> CivilDate? {
        CivilDate(year: date.year, month: date.month, day: date.day + 1)
            ?? CivilDate(year: date.year, month: date.month + 1, day: 1)
            ?? CivilDate(year: date.year + 1, month: 1, day: 1)
    }

    @Test(arguments: [
        (1900, false), (2000, true), (2023, false), (2024, true), (2100, false), (0, true), (-4, true), (-100, false),
    ])
    func `leap years are those of the Gregorian calendar`(year: Int, isLeap: Bool) {
        #expect(CivilDate.isLeap(year) == isLeap)
        #expect(CivilDate.dayCount(month: 2, year: year) == (isLeap ? 29 : 28))
    }

    @Test func `dates are ordered by time`() {
        let numbers = [-800_000, -1, 0, 1, 30, 31, 365, 400, 20_000]
        #expect(numbers.map(CivilDate.init(daysSince1970:)).sorted().map(\.daysSince1970) == numbers)
    }

    @Test(arguments: [Int.min, .min + 1, .min / 2, .max / 2, .max - 1, .max])
    func `the end of time does not trap`(number: Int) {
        let date = CivilDate(daysSince1970: number)
        #expect(1...12 ~= date.month && 1...31 ~= date.day && 1...7 ~= date.weekday)
    }
}
