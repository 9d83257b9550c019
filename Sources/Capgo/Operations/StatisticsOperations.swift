internal import Emulation

/// Statistics (contract: "Statistics").
extension CapgoOperations {
    /// The usage of an app (`GET /statistics/app/:app_id/`).
    @Sendable static func appStatistics(_ state: CapgoState, _ call: Call, by key: APIKey)
        throws(Refused)
        -> CapgoResult
    {
        let (id, query) = (try appID(call), call.query)
        let range = try DayRange(query, now: call.now)
        let app = try state.appOfStatistics(id, for: key)
        let isDaily = try query.isDaily
        return .usage(state.points(of: { .one(app.id) }, range, isDaily: isDaily))
    }

    /// The usage of an organization's apps (`GET /statistics/org/:org_id/`).
    @Sendable static func organizationStatistics(_ state: CapgoState, _ call: Call, by key: APIKey)
        throws(Refused)
        -> CapgoResult
    {
        let query = call.query
        let range = try DayRange(query, now: call.now)
        let organization = try state.organizationOfStatistics(call.parameters["orgID"], for: key)
        let isDaily = try query.isDaily
        let apps: AppIDs = { [apps = state.apps] in .all(of: organization.id, in: apps) }
        let points = state.points(of: apps, range, isDaily: isDaily)
        guard try query.read(CapgoFields.hasBreakdown) ?? false else { return .usage(points) }
        return .usageByApp(
            total: points, byApp: state.pointsByApp(of: apps, range, isDaily: isDaily))
    }

    /// The usage of the apps of all of a user's organizations (`GET /statistics/user/`).
    @Sendable static func userStatistics(_ state: CapgoState, _ call: Call, by key: APIKey)
        throws(Refused)
        -> CapgoResult
    {
        let query = call.query
        let range = try DayRange(query, now: call.now)
        let isDaily = try query.isDaily
        guard let apps = state.appsOfStatistics(for: key) else { throw Refused(.noOrganizations) }
        return .usage(state.points(of: apps, range, isDaily: isDaily))
    }

    /// `GET /statistics/app/:app_id/bundle_usage`: the percentage of devices on each version.
    @Sendable static func bundleUsage(_ state: CapgoState, _ call: Call, by key: APIKey)
        throws(Refused)
        -> CapgoResult
    {
        let id = try appID(call)
        let range = try DayRange(call.query, includesEnd: true, now: call.now)
        let app = try state.appOfStatistics(id, for: key)
        let (appID, statistics) = (app.id, state.statistics)
        return .bundleUsage(
            BundleUsage(
                days: range.days,
                datasets: LazyList({ BundleShares(of: appID, statistics, range) }, convert: { $0 }))
        )
    }
}

/// Makes an iterator over the ids of apps; nil is a step without an app.
private typealias AppIDs = @Sendable () -> AnyIterator<String?>

extension CapgoState {
    /// One point for each day, oldest first: the sum over the apps.
    ///
    /// - Parameters:
    ///   - apps: makes an iterator over the apps.
    ///   - range: the days.
    ///   - isDaily: whether a point has the day's own figures instead of the sum up to that day.
    /// - Returns: the points, which are made while the answer is sent.
    fileprivate func points(of apps: @escaping AppIDs, _ range: DayRange, isDaily: Bool)
        -> LazyList<UsagePoint>
    {
        let statistics = statistics
        return LazyList(
            { UsagePoints(of: apps(), statistics, range, isDaily: isDaily) }, convert: { $0 })
    }

    /// The points of each app.
    fileprivate func pointsByApp(of apps: @escaping AppIDs, _ range: DayRange, isDaily: Bool)
        -> LazyList<UsagePoint>
    {
        let statistics = statistics
        return LazyList(
            {
                UsagePointsByApp(of: apps()) {
                    UsagePoints(of: .one($0), statistics, range, isDaily: isDaily)
                }
            }, convert: { $0 })
    }

    /// The apps of all organizations that a key reaches; nil when it reaches none.
    fileprivate func appsOfStatistics(for key: APIKey) -> AppIDs? {
        let limited = limitedOrganizations(of: key)
        let mine = organizations.indexes.byMember.oldestFirst(key.userID)
        let isMember = mine.contains { _ in true }
        guard key.limitedToOrganizations.isEmpty ? isMember : !limited.isEmpty else { return nil }
        guard key.limitedToApps.isEmpty else {
            let found = limitedApps(of: key) { reaches(organization: $0, by: key) }.map(\.id)
            return { AnyIterator(found.lazy.map(Optional.some).makeIterator()) }
        }
        guard key.limitedToOrganizations.isEmpty else {
            return { [apps] in
                .all(ofEach: AnyIterator(limited.lazy.map(\.id).makeIterator()), in: apps)
            }
        }
        return { [organizations, apps, user = key.userID] in
            var rows = organizations.indexes.byMember.oldestFirst(user).makeIterator()
            return .all(
                ofEach: AnyIterator { rows.next().flatMap { organizations[$0]?.id } }, in: apps)
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

extension AnyIterator<String?> {
    fileprivate static func one(_ id: String) -> Self {
        AnyIterator(CollectionOfOne<String?>(id).makeIterator())
    }

    /// The apps of an organization, oldest first.
    fileprivate static func all(of organization: String, in apps: Table<App>) -> Self {
        var rows = apps.indexes.byOrganization.oldestFirst(organization).makeIterator()
        return AnyIterator { rows.next().map { apps.read($0) { $0.id } } }
    }

    /// The apps of one organization after the other.
    fileprivate static func all(ofEach organizations: AnyIterator<String>, in apps: Table<App>)
        -> Self
    {
        var current = AnyIterator<String?> { nil }
        return AnyIterator {
            if let app = current.next() { return app }
            guard let organization = organizations.next() else { return nil }
            current = .all(of: organization, in: apps)
            return .some(nil)
        }
    }
}
