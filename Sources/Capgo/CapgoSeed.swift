package import Emulation

/// Reads the seed section `capgo`: omitted members are filled in, references must exist.
extension CapgoState {
    package mutating func load(from seed: inout SeedReader, accounts: Accounts) {
        let section = CapgoService.name
        seed.list(section, Counter.self) { counter, seed in load(counter, from: &seed) }
        seed.list(section, Organization.self) { organization, seed in
            load(organization, from: &seed, accounts: accounts)
        }
        seed.list(section, App.self) { app, seed in load(app, from: &seed, accounts: accounts) }
        loadKeys(section, from: &seed, accounts: accounts)
        loadBundles(section, from: &seed, accounts: accounts)
        loadChannels(section, from: &seed, accounts: accounts)
        seed.list(section, Device.self) { device, seed in load(device, from: &seed) }
        var generation = Generation()
        seed.list(section, StatisticsEntry.self) { entry, seed in
            load(entry, from: &seed, &generation)
        }
        seed.options(section, &options)
    }

    private mutating func load(_ counter: Counter, from seed: inout SeedReader) {
        if counters[counter.id] != nil { seed.reportDuplicate("id") }
        if counter.last > Counter.numberMax { seed.report("last", Counter.expectation) }
        counters.load(counter)
    }

    private mutating func load(
        _ listed: Organization, from seed: inout SeedReader, accounts: Accounts
    ) {
        var organization = listed
        seed.fillIn(&organization.id) { isTaken($0) }
        seed.fillIn(&organization.createdAt)
        if !seed.has("updated_at") { organization.updatedAt = organization.createdAt }
        checkMembers(of: &organization, from: &seed, accounts: accounts)
        if organization.createdBy.isEmpty {
            let maker =
                organization.members.first { $0.role == Role(.superAdmin) }
                ?? organization.members.first
            organization.createdBy = maker?.user ?? ""
            if maker == nil {
                seed.report(
                    "members", "a list with at least one member, or name who made it in created_by")
            }
        } else {
            seed.resolveUser(&organization.createdBy, member: "created_by", accounts)
        }
        if organization.managementEmail.isEmpty {
            organization.managementEmail = accounts.users[organization.createdBy]?.email ?? ""
        }
        if !organizations.load(organization) { seed.reportDuplicate("id") }
    }

    private func checkMembers(
        of organization: inout Organization, from seed: inout SeedReader, accounts: Accounts
    ) {
        var known: Set<ByteString> = []
        for index in organization.members.indices where !organization.members[index].user.isEmpty {
            let reference = organization.members[index].user
            guard let user = accounts.user(named: reference) else {
                seed.report(
                    "user", at: index, of: "members", "the id or the e-mail address of one of users"
                )
                continue
            }
            if !known.insert(ByteString(user.id)).inserted {
                seed.report("user", at: index, of: "members", "a unique value")
            }
            organization.members[index].user = user.id
        }
    }

    private mutating func load(_ listed: App, from seed: inout SeedReader, accounts: Accounts) {
        var app = listed
        seed.fillIn(&app.uuid) { isTaken($0) }
        seed.fillIn(&app.createdAt)
        if !seed.has("updated_at") { app.updatedAt = app.createdAt }
        if !AppID.isReverseDomain(app.appID) {
            seed.report("app_id", "a reverse-domain name such as \"com.example.app\"")
        }
        if !App.retentionSecondsRange.contains(app.retentionSeconds) {
            seed.report("retention", "seconds below \(App.retentionSecondsRange.upperBound)")
        }
        let organization = organizations[app.ownerOrganization]
        if organization == nil { seed.reportDangling("owner_org", list: "capgo.organizations") }
        if app.userID.isEmpty {
            app.userID = organization?.createdBy ?? ""
        } else {
            seed.resolveUser(&app.userID, member: "user_id", accounts)
        }
        if apps[app.id] != nil { seed.reportDuplicate("app_id") }
        if apps.indexes.byUUID[app.uuid] != nil { seed.reportDuplicate("id") }
        apps.load(app)
    }

    private mutating func load(_ listed: Device, from seed: inout SeedReader) {
        var device = listed
        device.deviceID = device.deviceID.lowercased()
        seed.fillIn(&device.updatedAt)
        if apps[device.appID] == nil { seed.reportDanglingApp() }
        if let channel = device.channel,
            channels.indexes.byName[AppScopedName(device.appID, channel)] == nil
        {
            seed.report("channel", "the name of one of capgo.channels of the app")
        }
        if device.isOverrideOnly && device.channel == nil && device.version == nil {
            seed.report("channel", "a channel's name, because nothing else is known of the device")
        }
        if let version = device.version, bundles[version]?.appID != device.appID {
            seed.report("version", "the id of one of capgo.bundles of the app")
        }
        complete(&device, hasVersion: seed.has("version"))
        if !devices.load(device) { seed.reportDuplicate("device_id") }
    }

    /// Fills in the bundle's id from its name, or its name from its id.
    func complete(_ device: inout Device, hasVersion: Bool) {
        if !hasVersion {
            device.version = bundle(AppScopedName(device.appID, device.versionName))?.id
        }
        guard device.versionName.isEmpty, let version = device.version else { return }
        device.versionName = bundles[version]?.name ?? ""
    }

    private mutating func load(
        _ entry: StatisticsEntry, from seed: inout SeedReader, _ generation: inout Generation
    ) {
        let isApp = apps[entry.figures.appID] != nil
        if !isApp { seed.reportDanglingApp() }
        if !entry.figures.hasValidShares {
            seed.report("bundles", DailyStatistics.sharesExpectation)
        }
        guard (entry.date == nil) != (entry.from == nil) else {
            return seed.report("date", "a day such as \"2026-02-13\", or from and days instead")
        }
        guard entry.from == nil || 1...StatisticsEntry.dayCountMax ~= entry.dayCount else {
            return seed.report("days", "a number from 1 to \(StatisticsEntry.dayCountMax)")
        }
        if entry.from != nil { generation.dayCount += entry.dayCount }
        guard generation.dayCount <= StatisticsEntry.generatedCountMax else {
            let countMax = StatisticsEntry.generatedCountMax
            return seed.report(
                "days", "at most \(countMax) generated days in the whole seed: shorten the periods")
        }
        guard isApp else { return }
        var isDuplicate = false
        let releases = entry.from == nil ? [] : releases(of: entry.figures.appID, &generation)
        entry.visitDays(releases: releases) { figures in
            if !statistics.load(figures) { isDuplicate = true }
        }
        if isDuplicate { seed.reportDuplicate(entry.date == nil ? "from" : "date") }
    }

    /// What the entries of a seed share whose days are generated.
    private struct Generation {
        var dayCount = 0
        /// The releases of the apps so far: an app may have many entries and many bundles.
        var releases: [ByteString: [(version: String, since: Day)]] = [:]
    }

    private func releases(of app: String, _ generation: inout Generation)
        -> [(version: String, since: Day)]
    {
        if let known = generation.releases[ByteString(app)] { return known }
        let releases = bundles.rows(at: bundles.indexes.byApp.oldestFirst(app)).map {
            (version: $0.name, since: Day(of: $0.createdAt))
        }
        generation.releases[ByteString(app)] = releases
        return releases
    }
}

extension SeedReader {
    /// Reports a reference to an app that does not exist.
    mutating func reportDanglingApp() {
        report("app_id", "the app_id of one of capgo.apps")
    }
}
