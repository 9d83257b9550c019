internal import Emulation

/// Statistics (contract: "Statistics").
extension CapgoOperations {
    /// The usage of an app (`GET /statistics/app/:app_id/`).
    @Sendable static func appStatistics(_ state: CapgoState, _ call: Call, by key: APIKey) throws(Refused)
        -> CapgoResult
    {
        let query = call.query
        let range = try DayRange(query, now: call.now)
        let (app, organization) = try state.app(call.parameters["appID"], reachedBy: key)
        try state.require(.read, of: key, in: organization, .statistics)
        return .usage(state.points(of: [app], range, isDaily: try query.isDaily))
    }

    /// The usage of an organization's apps (`GET /statistics/org/:org_id/`).
    @Sendable static func organizationStatistics(_ state: CapgoState, _ call: Call, by key: APIKey) throws(Refused)
        -> CapgoResult
    {
        let query = call.query
        let range = try DayRange(query, now: call.now)
        let organization = try state.organization(call.parameters["orgID"], reachedBy: key)
        try state.require(.read, of: key, in: organization, .statistics)
        let apps = state.apps(of: organization, reachedBy: key)
        let isDaily = try query.isDaily
        let points = state.points(of: apps, range, isDaily: isDaily)
        guard try query.read(CapgoFields.hasBreakdown) ?? false else { return .usage(points) }
        let byApp = apps.flatMap { app in
            state.points(of: [app], range, isDaily: isDaily)
                .map { UsagePoint(app: app.id, day: $0.day, usage: $0.usage) }
        }
        return .usageByApp(total: points, byApp: byApp)
    }

    /// The usage of the apps of all of a user's organizations (`GET /statistics/user/`).
    @Sendable static func userStatistics(_ state: CapgoState, _ call: Call, by key: APIKey) throws(Refused)
        -> CapgoResult
    {
        let query = call.query
        let range = try DayRange(query, now: call.now)
        let apps = state.organizations(reachedBy: key).flatMap { state.apps(of: $0, reachedBy: key) }
        return .usage(state.points(of: apps, range, isDaily: try query.isDaily))
    }

    /// `GET /statistics/app/:app_id/bundle_usage`: the percentage of devices on each version.
    @Sendable static func bundleUsage(_ state: CapgoState, _ call: Call, by key: APIKey) throws(Refused)
        -> CapgoResult
    {
        let range = try DayRange(call.query, includesEnd: true, now: call.now)
        let (app, organization) = try state.app(call.parameters["appID"], reachedBy: key)
        try state.require(.read, of: key, in: organization, .statistics)
        var shares: [ByteString: [Double]] = [:]
        state.visitFigures(of: app, range) { offset, figures in
            for (version, share) in figures.bundles {
                shares[version, default: Array(repeating: 0, count: range.count)][offset] = percent(share)
            }
        }
        let datasets = shares.sorted { $0.key < $1.key }
            .map { BundleUsage.Dataset(version: $0.key.text, percents: $0.value) }
        return .bundleUsage(BundleUsage(days: Array(range.days), datasets: datasets))
    }

    /// A share in percent with one decimal.
    private static func percent(_ share: Double) -> Double {
        (share * 1000).rounded() / 10
    }
}

extension CapgoState {
    /// One point for each day: the sum over the apps.
    ///
    /// - Parameters:
    ///   - apps: the apps.
    ///   - range: the days.
    ///   - isDaily: whether a point has the day's own figures instead of the sum up to that day.
    /// - Returns: the points, oldest first.
    fileprivate func points(of apps: [App], _ range: DayRange, isDaily: Bool) -> [UsagePoint] {
        var daily = Array(repeating: Usage(), count: range.count)
        for app in apps { visitFigures(of: app, range) { daily[$0].add($1.usage) } }
        var sum = Usage()
        return zip(range.days, daily).map { day, usage in
            if isDaily { return UsagePoint(day: day, usage: usage) }
            sum.add(usage)
            return UsagePoint(day: day, usage: sum)
        }
    }

    /// Visits an app's figures within a range, each with its offset from the first day.
    fileprivate func visitFigures(of app: App, _ range: DayRange, _ visit: (Int, DailyStatistics) -> Void) {
        for row in statistics.indexes.byApp.oldestFirst(app.id, from: range.first.start) {
            guard let figures = statistics[row], let offset = range.offset(of: figures.day) else { return }
            visit(offset, figures)
        }
    }

    fileprivate func apps(of organization: Organization, reachedBy key: APIKey) -> [App] {
        apps.rows(at: apps.indexes.byOrganization.oldestFirst(organization.id)).filter { key.reaches(app: $0.id) }
    }
}

extension RequestFields {
    fileprivate var isDaily: Bool {
        get throws(Refused) { try read(CapgoFields.isDaily) ?? false }
    }
}
