internal import Emulation
internal import HTTP
internal import JSON

/// Statistics (contract: "Statistics").
extension CapgoState {
    /// Tells what an app used (`GET /statistics/app/:app_id/`).
    mutating func appStatistics(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try require(.read, of: key, .statistics)
        let range = try DayRange(call.query, now: call.now)
        let (app, organization) = try app(call.parameters["appID"], reachedBy: key)
        try require(.read, of: key, in: organization, .statistics)
        return Self.answer(points(of: [app], range, call.query))
    }

    /// Tells what an organization's apps used (`GET /statistics/org/:org_id/`).
    mutating func organizationStatistics(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try require(.read, of: key, .statistics)
        let range = try DayRange(call.query, now: call.now)
        let organization = try organization(call.parameters["orgID"], reachedBy: key)
        try require(.read, of: key, in: organization, .statistics)
        let apps = self.apps(of: organization, reachedBy: key)
        let points = points(of: apps, range, call.query)
        guard call.query["breakdown"] == "true" else { return Self.answer(points) }
        let byApp = apps.flatMap { app in
            self.points(of: [app], range, call.query).map { UsagePoint(app: app.id, day: $0.day, usage: $0.usage) }
        }
        return .wrapped("{\"global\":") { writer in
            writer.append(points)
            writer.append(json: ",\"byApp\":")
            writer.append(byApp)
        }
    }

    /// Tells what the apps of all of a user's organizations used (`GET /statistics/user/`).
    mutating func userStatistics(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try require(.read, of: key, .statistics)
        let range = try DayRange(call.query, now: call.now)
        let apps = organizations(reachedBy: key).flatMap { self.apps(of: $0, reachedBy: key) }
        return Self.answer(points(of: apps, range, call.query))
    }

    /// `GET /statistics/app/:app_id/bundle_usage`: which share of the devices ran each version, in percent.
    mutating func bundleUsage(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try require(.read, of: key, .statistics)
        let range = try DayRange(call.query, includesEnd: true, now: call.now)
        let (app, organization) = try app(call.parameters["appID"], reachedBy: key)
        try require(.read, of: key, in: organization, .statistics)
        var shares: [String: [Double]] = [:]
        visitFigures(of: app, range) { offset, figures in
            for (version, share) in figures.bundles {
                shares[version, default: Array(repeating: 0, count: range.count)][offset] = Self.percent(share)
            }
        }
        let datasets = shares.sorted { $0.key < $1.key }.map { version, percents -> JSONValue in
            ["label": .string(version), "data": .array(percents.map(\.json))]
        }
        return Answer(200, ["labels": .array(range.days.map(\.json)), "datasets": .array(datasets)])
    }

    /// A share in percent with one place behind the point.
    private static func percent(_ share: Double) -> Double {
        (share * 1000).rounded() / 10
    }

    private static func answer(_ points: [UsagePoint]) -> Answer {
        var writer = ObjectWriter()
        writer.append(points)
        return Answer(200, text: writer.bytes)
    }

    /// A point for each day, of all the apps together; sums up to that day unless they are declined.
    private func points(of apps: [App], _ range: DayRange, _ query: QueryItems) -> [UsagePoint] {
        var daily = Array(repeating: Usage(), count: range.count)
        for app in apps { visitFigures(of: app, range) { daily[$0].add($1.usage) } }
        var sum = Usage()
        let isCumulative = query["noAccumulate"] != "true"
        return zip(range.days, daily).map { day, usage in
            guard isCumulative else { return UsagePoint(day: day, usage: usage) }
            sum.add(usage)
            return UsagePoint(day: day, usage: sum)
        }
    }

    /// Goes over an app's figures within a range, each with its distance from the range's first day.
    private func visitFigures(of app: App, _ range: DayRange, _ visit: (Int, DailyStatistics) -> Void) {
        for place in statistics.indexes.byApp.oldestFirst(app.id, from: range.first.start) {
            guard let figures = statistics[place], let offset = range.offset(of: figures.day) else { return }
            visit(offset, figures)
        }
    }

    private func apps(of organization: Organization, reachedBy key: APIKey) -> [App] {
        apps.rows(at: apps.indexes.byOrganization.oldestFirst(organization.id)).filter { key.reaches(app: $0.id) }
    }
}
