internal import Bytes
internal import Emulation

/// Generates plausible figures of an app: growth, a weekly pattern, a slow wave, and noise.
///
/// The arithmetic is in integer thousandths, so the same levels and seed give the same figures on
/// every machine.
struct StatisticsGenerator {
    private let levels: DailyStatistics
    private let dayCount: Int
    /// The versions with their release days, oldest first.
    private let releases: [(version: ByteString, since: Day)]
    private var random: RandomSource
    /// The shares from the day on on which all devices have the last version; nil before.
    private var finalShares: [ByteString: Double]?

    /// The factors of the days of the week, Monday first, in thousandths.
    private static let week = [1030, 1060, 1050, 1040, 1010, 880, 830]
    private static let waveDayCount = 92
    private static let waveHeight = 160
    private static let chanceHeight = 60
    /// The days until nearly all devices have a new version.
    private static let adoptionDayCount = 14

    /// - Parameters:
    ///   - levels: the average figures of a day.
    ///   - dayCount: the days over which an app grows from 80 % to 120 % of the levels.
    ///   - releases: the app's versions, oldest first.
    ///   - seed: the seed of the noise.
    init(_ levels: DailyStatistics, dayCount: Int, releases: [(version: String, since: Day)], seed: Int) {
        self.levels = levels
        self.dayCount = dayCount
        self.releases = releases.map { (ByteString($0.version), $0.since) }
        random = RandomSource(seed: UInt64(truncatingIfNeeded: seed))
    }

    /// Generates the figures of the day that is `offset` days after the first.
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

    /// The product of growth, weekly pattern and slow wave, in thousandths.
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

    /// Each version takes devices over from older versions; the oldest has the rest.
    private mutating func shares(on day: Day) -> [ByteString: Double] {
        if let finalShares { return finalShares }
        var shares: [ByteString: Double] = [:]
        shares.reserveCapacity(releases.count)
        var rest = 1000
        let known = releases.filter { $0.since <= day }
        for (index, release) in known.enumerated().reversed() where rest > 0 {
            let age = age(of: release.since, on: day)
            let share = index == 0 ? rest : rest * age * 950 / (Self.adoptionDayCount * 1000)
            if share > 0 { shares[release.version] = Double(share) / 1000 }
            rest -= share
        }
        if releases.allSatisfy({ age(of: $0.since, on: day) == Self.adoptionDayCount }) {
            finalShares = shares
        }
        return shares
    }

    /// The days from a release to a day, both included, until the adoption is complete.
    private func age(of release: Day, on day: Day) -> Int {
        min(day.daysSince1970 - release.daysSince1970 + 1, Self.adoptionDayCount)
    }
}
