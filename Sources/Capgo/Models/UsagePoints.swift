internal import Emulation

/// The usage of some apps, one point for each day: the sum over the apps.
///
/// Each step opens one app, adds the figures of one app on one day, or makes one point, so that
/// neither a long range nor many apps make a step long. A step without a point is nil.
struct UsagePoints: Sequence, IteratorProtocol {
    /// The figures of an app that are not added yet.
    private struct Cursor {
        let figures: AnyIterator<DailyStatistics>
        var next: DailyStatistics
    }

    private let statistics: Table<DailyStatistics>
    private let range: DayRange
    /// Whether a point has the day's own figures instead of the sum up to that day.
    private let isDaily: Bool
    /// The apps whose figures were not opened yet; nil after the last.
    private var apps: AnyIterator<String?>?
    /// The apps by the offset of the day of their next figures.
    private var cursors: [Int: [Cursor]] = [:]
    private var offset = 0
    private var day = Usage()
    private var sum = Usage()

    /// - Parameters:
    ///   - apps: the ids of the apps; nil is a step without an app.
    ///   - statistics: the stored figures.
    ///   - range: the days.
    ///   - isDaily: whether a point has the day's own figures instead of the sum up to that day.
    init(
        of apps: AnyIterator<String?>, _ statistics: Table<DailyStatistics>, _ range: DayRange,
        isDaily: Bool
    ) {
        self.apps = apps
        self.statistics = statistics
        self.range = range
        self.isDaily = isDaily
    }

    mutating func next() -> UsagePoint?? {
        if let apps {
            openNext(of: apps)
            return .some(nil)
        }
        guard offset < range.count else { return nil }
        guard var cursor = cursors[offset]?.popLast() else { return .some(takePoint()) }
        day.add(cursor.next.usage)
        if let next = cursor.figures.next() {
            cursor.next = next
            add(cursor)
        }
        return .some(nil)
    }

    private mutating func openNext(of apps: AnyIterator<String?>) {
        guard let app = apps.next() else {
            self.apps = nil
            return
        }
        guard let app else { return }
        let figures = statistics.figures(of: app, from: range.first)
        if let first = figures.next() { add(Cursor(figures: figures, next: first)) }
    }

    /// Drops the app when its next figures are after the range.
    private mutating func add(_ cursor: Cursor) {
        guard let offset = range.offset(of: cursor.next.day) else { return }
        cursors[offset, default: []].append(cursor)
    }

    private mutating func takePoint() -> UsagePoint {
        sum.add(day)
        let point = UsagePoint(day: range.day(at: offset), usage: isDaily ? day : sum)
        cursors[offset] = nil
        day = Usage()
        offset += 1
        return point
    }
}

/// The points of each of some apps, one app after the other.
struct UsagePointsByApp: Sequence, IteratorProtocol {
    private let apps: AnyIterator<String?>
    private let points: (String) -> UsagePoints
    private var current: (app: String, points: UsagePoints)?

    /// - Parameters:
    ///   - apps: the ids of the apps; nil is a step without an app.
    ///   - points: the points of an app.
    init(of apps: AnyIterator<String?>, points: @escaping (String) -> UsagePoints) {
        self.apps = apps
        self.points = points
    }

    mutating func next() -> UsagePoint?? {
        if let point = current?.points.next() {
            return .some(point.map { UsagePoint(app: current?.app, day: $0.day, usage: $0.usage) })
        }
        guard let app = apps.next() else { return nil }
        current = app.map { ($0, points($0)) }
        return .some(nil)
    }
}

/// The share of each version of an app, day by day.
///
/// First, each step reads the figures of a day; then each makes the list of a version. Only the
/// shares that differ from 0 are in memory.
struct BundleShares: Sequence, IteratorProtocol {
    private let figures: AnyIterator<DailyStatistics>
    private let range: DayRange
    private var percents: [ByteString: [Int: Double]] = [:]
    private var isReading = true
    /// The versions without a list yet, last one first.
    private var versions: [ByteString] = []

    init(of app: String, _ statistics: Table<DailyStatistics>, _ range: DayRange) {
        figures = statistics.figures(of: app, from: range.first)
        self.range = range
    }

    mutating func next() -> BundleUsage.Dataset?? {
        if isReading {
            read()
            return .some(nil)
        }
        guard let version = versions.popLast() else { return nil }
        let (count, shares) = (range.count, percents[version] ?? [:])
        return BundleUsage.Dataset(
            version: version.text, percents: LazyList { (0..<count).lazy.map { shares[$0] ?? 0 } })
    }

    private mutating func read() {
        guard let day = figures.next(), let offset = range.offset(of: day.day) else {
            isReading = false
            versions = percents.keys.sorted { $0 > $1 }
            return
        }
        for (version, share) in day.bundles {
            percents[version, default: [:]][offset] = Self.percent(share)
        }
    }

    /// A share in percent with one decimal.
    private static func percent(_ share: Double) -> Double {
        (share * 1000).rounded() / 10
    }
}

extension Table<DailyStatistics> {
    /// An app's figures from a day on, oldest first.
    fileprivate func figures(of app: String, from day: Day) -> AnyIterator<DailyStatistics> {
        var rows = indexes.byApp.oldestFirst(app, from: day.start).makeIterator()
        return AnyIterator { rows.next().flatMap { self[$0] } }
    }
}
