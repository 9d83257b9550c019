internal import Emulation

/// Apps (contract: "Apps").
extension CapgoOperations {
    /// Lists apps (`GET /app/`).
    @Sendable static func listApps(_ state: CapgoState, _ call: Call, by key: APIKey)
        throws(Refused) -> CapgoResult
    {
        let query = call.query
        let page = try Page(query, hasLimit: true)
        guard let id = try query.read(CapgoFields.organizationFilter) else {
            return .apps(state.apps(page, reachedBy: key))
        }
        guard let organization = try? state.organization(id, reachedBy: key) else {
            throw Refused(.organizationForbidden)
        }
        try state.require(.read, of: key, in: organization, .app)
        return .apps(state.apps(page, in: organization, reachedBy: key))
    }

    /// Shows an app (`GET /app/:app_id`).
    @Sendable static func readApp(_ state: CapgoState, _ call: Call, by key: APIKey) throws(Refused)
        -> CapgoResult
    {
        let (app, organization) = try state.app(appID(call), reachedBy: key)
        try state.require(.read, of: key, in: organization, .app)
        return .app(app)
    }

    /// Creates an app with its hidden bundles (`POST /app/`).
    ///
    /// A key that is limited to some apps may create only those. Other ids are refused before the
    /// look-up, so that the answer does not tell which ids exist.
    @Sendable static func createApp(_ state: inout CapgoState, _ call: inout Call, by key: APIKey)
        throws(Refused)
        -> CapgoResult
    {
        try state.require(.administer, of: key, .app)
        let fields = try body(call)
        let id = try fields.require(CapgoFields.appID)
        let name = try fields.require(CapgoFields.name)
        let owner = try fields.require(CapgoFields.ownerOrganization)
        let icon = try fields.read(CapgoFields.icon)
        let organization = try state.organization(owner, reachedBy: key)
        try state.require(.write, of: key, in: organization, .app)
        guard key.reaches(app: id) else { throw CapgoState.forbidden(.app) }
        guard state.apps[id] == nil else { throw Refused(.appIDTaken) }

        let bundleIDs = try state.nextIDs(Bundle.hiddenNames.count, for: state.bundles)
        var app = App()
        app.appID = id
        app.name = name
        app.ownerOrganization = organization.id
        app.uuid = call.identifiers.uuid { state.isTaken($0) }
        app.userID = key.userID
        app.iconURL = icon ?? ""
        app.createdAt = call.now
        app.updatedAt = call.now
        state.apps.put(app)
        for (id, name) in zip(bundleIDs, Bundle.hiddenNames) {
            var bundle = Bundle(hidden: name, of: app)
            bundle.id = id
            state.bundles.put(bundle)
        }
        return .appWritten(app)
    }

    /// Changes an app (`PUT /app/:app_id`).
    @Sendable static func updateApp(_ state: inout CapgoState, _ call: inout Call, by key: APIKey)
        throws(Refused)
        -> CapgoResult
    {
        try state.require(.administer, of: key, .app)
        let id = try appID(call)
        let fields = try body(call)
        let (name, icon) = (try fields.read(CapgoFields.newName), try fields.read(CapgoFields.icon))
        let retention = try fields.read(CapgoFields.retention)
        guard name != nil || icon != nil || retention != nil else {
            throw Refused(.invalidAppConfiguration)
        }
        var (app, organization) = try state.app(id, reachedBy: key)
        try state.require(.write, of: key, in: organization, .app)
        app.name = name ?? app.name
        app.iconURL = icon ?? app.iconURL
        app.retentionSeconds = retention ?? app.retentionSeconds
        app.updatedAt = call.now
        state.apps.put(app)
        return .appWritten(app)
    }

    /// Deletes an app with its contents (`DELETE /app/:app_id`).
    @Sendable static func deleteApp(_ state: inout CapgoState, _ call: inout Call, by key: APIKey)
        throws(Refused)
        -> CapgoResult
    {
        try state.require(.administer, of: key, .app)
        let (app, organization) = try state.app(appID(call), reachedBy: key)
        try state.require(.admin, of: key, in: organization, .app)
        state.removeApp(app.id, &call.budget)
        return .done
    }
}

extension CapgoState {
    /// One page of the apps of an organization, oldest app first.
    ///
    /// The index skips the rows before the page.
    fileprivate func apps(_ page: Page, in organization: Organization, reachedBy key: APIKey)
        -> LazyList<App>
    {
        guard key.limitedToApps.isEmpty else {
            let found = limitedApps(of: key) { $0 == organization.id }
            return LazyList(Array(found.dropFirst(page.rowsBefore).prefix(page.rowsMax)))
        }
        let rows = apps.indexes.byOrganization.oldestFirst(
            organization.id, skipping: page.rowsBefore)
        return LazyList(apps.rows(at: rows.prefix(page.rowsMax)))
    }

    /// One page of the apps of all organizations that a key reaches, organization by organization.
    fileprivate func apps(_ page: Page, reachedBy key: APIKey) -> LazyList<App> {
        guard key.limitedToApps.isEmpty else {
            let found = limitedApps(of: key) { reaches(organization: $0, by: key) }
            return LazyList(Array(found.dropFirst(page.rowsBefore).prefix(page.rowsMax)))
        }
        let (apps, limited) = (apps, limitedOrganizations(of: key))
        return LazyList(
            { [organizations] in
                var rows = organizations.indexes.byMember.oldestFirst(key.userID).makeIterator()
                var ids = limited.lazy.map(\.id).makeIterator()
                let isLimited = !key.limitedToOrganizations.isEmpty
                return PageOfApps(
                    page, apps,
                    AnyIterator {
                        if isLimited { return ids.next() }
                        return rows.next().flatMap { organizations.read($0, \.id) }
                    })
            }, convert: { $0 })
    }
}

/// One page of the apps of many organizations, oldest app first; a step without an app is nil.
///
/// Each organization before the page is a step: there may be very many.
private struct PageOfApps: Sequence, IteratorProtocol {
    private let apps: Table<App>
    private let organizations: AnyIterator<String>
    private var rowsBefore: Int
    private var rowsLeft: Int
    private var found = ArraySlice<App>()

    init(_ page: Page, _ apps: Table<App>, _ organizations: AnyIterator<String>) {
        self.apps = apps
        self.organizations = organizations
        rowsBefore = page.rowsBefore
        rowsLeft = page.rowsMax
    }

    mutating func next() -> App?? {
        if let app = found.popFirst() { return app }
        guard rowsLeft > 0, let organization = organizations.next() else { return nil }
        let index = apps.indexes.byOrganization
        let count = index.count(of: organization)
        guard rowsBefore < count else {
            rowsBefore -= count
            return .some(nil)
        }
        let rows = index.oldestFirst(organization, skipping: rowsBefore).prefix(rowsLeft)
        found = apps.rows(at: rows)[...]
        rowsBefore = 0
        rowsLeft -= found.count
        return .some(found.popFirst())
    }
}

/// The form of an app's id.
enum AppID {
    /// The form as a regular expression, for the OpenAPI document.
    static let pattern = #"^[a-zA-Z0-9]+(\.[0-9A-Za-z_-]+)+$"#

    static func isReverseDomain(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count >= 2, let first = parts.first, first.allSatisfy(\.isAlphanumeric) else {
            return false
        }
        return parts.allSatisfy { part in
            !part.isEmpty
                && part.allSatisfy {
                    $0.isAlphanumeric || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
                }
        }
    }
}
