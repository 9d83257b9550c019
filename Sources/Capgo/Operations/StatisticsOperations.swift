internal import Emulation

/// Statistics (contract: "Statistics").
extension CapgoOperations {
    /// The usage of an app (`GET /statistics/app/:app_id/`).
    @Sendable static func appStatistics(_ state: CapgoState, _ call: Call, by key: APIKey) throws(Refused)
        -> CapgoResult
    {
        let (id, query) = (try appID(call), call.query)
        let range = try DayRange(query, now: call.now)
        let app = try state.appOfStatistics(id, for: key)
        return .usage(state.points(of: [app], range, isDaily: try query.isDaily))
    }

    /// The usage of an organization's apps (`GET /statistics/org/:org_id/`).
    @Sendable static func organizationStatistics(_ state: CapgoState, _ call: Call, by key: APIKey) throws(Refused)
        -> CapgoResult
    {
        let query = call.query
        let range = try DayRange(query, now: call.now)
        let organization = try state.organizationOfStatistics(call.parameters["orgID"], for: key)
        let apps = state.apps(of: [organization], reachedBy: key)
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
        let organizations = state.organizations(reachedBy: key)
        guard !organizations.isEmpty else { throw Refused(.noOrganizations) }
        let apps = state.apps(of: organizations, reachedBy: key)
        return .usage(state.points(of: apps, range, isDaily: try query.isDaily))
    }

    /// `GET /statistics/app/:app_id/bundle_usage`: the percentage of devices on each version.
    @Sendable static func bundleUsage(_ state: CapgoState, _ call: Call, by key: APIKey) throws(Refused)
        -> CapgoResult
    {
        let id = try appID(call)
        let range = try DayRange(call.query, includesEnd: true, now: call.now)
        let app = try state.appOfStatistics(id, for: key)
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

    fileprivate func apps(of organizations: [Organization], reachedBy key: APIKey) -> [App] {
        guard key.limitedToApps.isEmpty else { return limitedApps(of: key, in: organizations) }
        return organizations.flatMap {
            apps.rows(at: apps.indexes.byOrganization.oldestFirst($0.id))
        }
    }

    /// Finds an app; the refusal does not tell why the key may not see its statistics.
    fileprivate func appOfStatistics(_ id: String, for key: APIKey) throws(Refused) -> App {
        guard let (app, organization) = try? app(id, reachedBy: key),
            organization.role(of: key.userID)?.reaches(.read) ?? false
        else { throw Refused(.appStatisticsForbidden) }
        return app
    }

    /// Finds an organization; the refusal does not tell why the key may not see its statistics.
    ///
    /// A key that is limited to some apps sees no figures of all apps.
    fileprivate func organizationOfStatistics(
        _ id: String, for key: APIKey
    ) throws(Refused) -> Organization {
        guard key.limitedToApps.isEmpty, let organization = try? organization(id, reachedBy: key),
            organization.role(of: key.userID)?.reaches(.read) ?? false
        else { throw Refused(.organizationStatisticsForbidden) }
        return organization
    }
}

extension RequestFields {
    fileprivate var isDaily: Bool {
        get throws(Refused) { try read(CapgoFields.isDaily) ?? false }
    }
}
