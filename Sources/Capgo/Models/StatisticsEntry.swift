internal import Emulation

/// An entry of `capgo.statistics` in a seed: the figures of one day, or the input of a generator.
///
/// The second form is `{"app_id","from","days","mau","storage","bandwidth","seed"}`: average
/// figures, around which the generated ones vary over the week and over the months. An export
/// has days only.
struct StatisticsEntry: Entity {
    typealias Indexes = NoIndexes<StatisticsEntry>

    static let listName = DailyStatistics.listName
    /// Ten years.
    static let dayCountMax = 3660
    /// The maximum of rows that a seed generates: a row is about 220 bytes of memory.
    static let generatedCountMax = 1_000_000

    private(set) var figures = DailyStatistics()
    private(set) var date: Day?
    private(set) var from: Day?
    private(set) var dayCount = 0
    private(set) var randomSeed = 1

    var id: String { figures.appID }

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("app_id", &figures.appID, .required(.nonBlank))
        visitor.field("date", &date)
        visitor.field("mau", &figures.mau, .optional(.nonNegative))
        visitor.field("storage", &figures.storage, .optional(.nonNegative))
        visitor.field("bandwidth", &figures.bandwidth, .optional(.nonNegative))
        visitor.field("bundles", &figures.bundles)
        visitor.field("from", &from)
        visitor.field("days", &dayCount, .optional(.positive))
        visitor.field("seed", &randomSeed, .optional(.nonNegative))
    }

    /// Visits the figures of each day.
    ///
    /// - Parameters:
    ///   - releases: the app's versions, oldest first, for the shares of generated days.
    ///   - visit: called with the figures of a day.
    func visitDays(releases: [(version: String, since: Day)], _ visit: (DailyStatistics) -> Void) {
        if let date {
            var figures = figures
            figures.day = date
            visit(figures)
        } else if let from {
            var generator = StatisticsGenerator(figures, dayCount: dayCount, releases: releases, seed: randomSeed)
            for offset in 0..<dayCount {
                visit(generator.figures(of: Day(daysSince1970: from.daysSince1970 + offset), at: offset))
            }
        }
    }
}
