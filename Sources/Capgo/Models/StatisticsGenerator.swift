internal import Emulation

/// Makes figures that look like those of a living app: growth, working days and week-ends, waves, and some chance.
///
/// The same levels and seed give the same figures everywhere: all is counted in whole thousandths.
struct StatisticsGenerator {
    private let levels: DailyStatistics
    private let dayCount: Int
    /// What versions there are, oldest first, and since when.
    private let releases: [(version: String, since: Day)]
    private var random: RandomSource

    /// How a week goes, Monday first, in thousandths of the level.
    private static let week = [1030, 1060, 1050, 1040, 1010, 880, 830]
    private static let waveDayCount = 92
    private static let waveHeight = 160
    private static let chanceHeight = 60
    /// How long it takes until nearly all devices have a new version.
    private static let adoptionDayCount = 14

    /// - Parameters:
    ///   - levels: the figures of a middling day.
    ///   - dayCount: over how many days an app grows from four fifths to six fifths of them.
    ///   - releases: the app's versions, oldest first.
    ///   - seed: where chance begins.
    init(_ levels: DailyStatistics, dayCount: Int, releases: [(version: String, since: Day)], seed: Int) {
        self.levels = levels
        self.dayCount = dayCount
        self.releases = releases
        random = RandomSource(seed: UInt64(truncatingIfNeeded: seed))
    }

    /// Makes the figures of the day that is so many days after the first.
    mutating func figures(of day: Day, at offset: Int) -> DailyStatistics {
        var figures = DailyStatistics()
        figures.appID = levels.appID
        figures.day = day
        let season = Self.weight(of: day, growth: 800 + 400 * offset / max(1, dayCount))
        figures.mau = varied(levels.mau, by: season)
        figures.storage = varied(levels.storage, by: 1000)
        figures.bandwidth = varied(levels.bandwidth, by: season)
        figures.bundles = shares(on: day)
        return figures
    }

    /// Growth, the day of the week and the slow wave together, in thousandths.
    private static func weight(of day: Day, growth: Int) -> Int {
        let phase = day.daysSince1970.modulo(waveDayCount)
        let half = waveDayCount / 2
        let wave = waveHeight * (phase < half ? phase : waveDayCount - phase) / half - waveHeight / 2
        // 1970-01-01 was a Thursday.
        return growth * week[(day.daysSince1970 + 3).modulo(week.count)] / 1000 * (1000 + wave) / 1000
    }

    private mutating func varied(_ level: Int, by weight: Int) -> Int {
        let chance = 1000 + Int(random.next() % UInt64(2 * Self.chanceHeight + 1)) - Self.chanceHeight
        let product = level.multipliedFullWidth(by: weight * chance)
        let (quotient, _) = product.high < 500_000 ? 1_000_000.dividingFullWidth(product) : (.max / 2, 0)
        return quotient
    }

    /// Each version wins devices from those before it, the oldest has the rest.
    private func shares(on day: Day) -> [String: Double] {
        var shares: [String: Double] = [:]
        var rest = 1000
        let known = releases.filter { $0.since <= day }
        for (index, release) in known.enumerated().reversed() where rest > 0 {
            let age = min(day.daysSince1970 - release.since.daysSince1970 + 1, Self.adoptionDayCount)
            let share = index == 0 ? rest : rest * age * 950 / (Self.adoptionDayCount * 1000)
            if share > 0 { shares[release.version] = Double(share) / 1000 }
            rest -= share
        }
        return shares
    }
}

extension Int {
    /// What is left of dividing, never negative.
    fileprivate func modulo(_ divisor: Int) -> Int {
        let rest = self % divisor
        return rest < 0 ? rest + divisor : rest
    }
}
