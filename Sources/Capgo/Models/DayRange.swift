internal import Emulation
internal import HTTP

/// The days that a request for statistics asks for, without those in the future.
struct DayRange {
    /// The first day.
    let first: Day
    /// How many there are.
    let count: Int

    typealias Failure = Refused<CapgoRefusal>

    /// Takes each whole day from `from` up to `to`.
    ///
    /// - Parameters:
    ///   - query: where both stand, each a day or an RFC 3339 time.
    ///   - includesEnd: whether the day of `to` belongs to it.
    ///   - now: today is the last day.
    /// - Throws: a refusal when one of them is missing or no time.
    init(_ query: QueryItems, includesEnd: Bool = false, now: Timestamp) throws(Failure) {
        guard let from = Self.moment(query["from"]), let to = Self.moment(query["to"]) else {
            throw Refused(.invalidDates)
        }
        first = Day(of: from)
        let wholeDays = Int((to.milliseconds - from.milliseconds) / Timestamp.millisecondsPerDay)
        let asked = includesEnd ? Day(of: to).daysSince1970 - first.daysSince1970 + 1 : wholeDays
        count = max(0, min(asked, Day(of: now).daysSince1970 - first.daysSince1970 + 1))
    }

    private static func moment(_ text: String?) -> Timestamp? {
        text.flatMap { Timestamp(rfc3339Day: $0) ?? Timestamp(rfc3339: $0) }
    }

    /// Returns how many days after the first one a day is; nil for one that is not among them.
    func offset(of day: Day) -> Int? {
        let offset = day.daysSince1970 - first.daysSince1970
        return offset >= 0 && offset < count ? offset : nil
    }

    /// The days in order.
    var days: some Sequence<Day> {
        (0..<count).lazy.map { Day(daysSince1970: first.daysSince1970 + $0) }
    }
}
