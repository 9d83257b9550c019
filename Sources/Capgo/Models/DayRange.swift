internal import Emulation

/// The days of a request for statistics, without those in the future.
struct DayRange: Sendable {
    let first: Day
    /// The number of days.
    let count: Int

    /// The whole days from `from` to `to`.
    ///
    /// - Parameters:
    ///   - query: the query, with the items `from` and `to`.
    ///   - includesEnd: whether the day of `to` is included.
    ///   - now: the current time; later days are left out.
    /// - Throws: a refusal when one of them is missing or not a time.
    init(_ query: RequestFields, includesEnd: Bool = false, now: Timestamp) throws(Refused) {
        let (from, to) = (try query.require(CapgoFields.from), try query.require(CapgoFields.to))
        first = Day(of: from)
        let wholeDays = Int((to.milliseconds - from.milliseconds) / Timestamp.millisecondsPerDay)
        let asked = includesEnd ? Day(of: to).daysSince1970 - first.daysSince1970 + 1 : wholeDays
        count = max(0, min(asked, Day(of: now).daysSince1970 - first.daysSince1970 + 1))
    }

    /// Returns the offset of a day from the first one; nil outside the range.
    func offset(of day: Day) -> Int? {
        let offset = day.daysSince1970 - first.daysSince1970
        return offset >= 0 && offset < count ? offset : nil
    }

    func day(at offset: Int) -> Day { Day(daysSince1970: first.daysSince1970 + offset) }

    var days: LazyList<Day> {
        LazyList { (0..<count).lazy.map(day(at:)) }
    }
}
