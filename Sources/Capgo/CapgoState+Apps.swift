internal import Emulation
internal import HTTP
internal import JSON

/// Apps (contract: "Apps").
extension CapgoState {
    /// Lists apps (`GET /app/`).
    ///
    /// Apps stand by organization, oldest first, so that a page is found without going over those before it.
    mutating func listApps(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try require(.read, of: key, .app)
        let page = try Page(call.query, takesLimit: true)
        guard let id = call.query["org_id"] else {
            return .data(apps(page, in: organizations(reachedBy: key), reachedBy: key))
        }
        let organization = try organization(id, reachedBy: key)
        try require(.read, of: key, in: organization, .app)
        return .data(apps(page, in: [organization], reachedBy: key))
    }

    private func apps(_ page: Page, in organizations: [Organization], reachedBy key: APIKey) -> [App] {
        guard key.limitedToApps.isEmpty else {
            let reached = Set(organizations.map(\.id))
            let found = Set(key.limitedToApps).sorted().compactMap { apps[$0] }
                .filter { reached.contains($0.ownerOrganization) }
            return Array(found.dropFirst(page.rowsBefore).prefix(page.rowsMax))
        }
        var found: [App] = []
        var rest = page.rowsBefore
        for organization in organizations where found.count < page.rowsMax {
            let count = apps.indexes.byOrganization.count(of: organization.id)
            if rest < count {
                let places = apps.indexes.byOrganization.oldestFirst(organization.id, skipping: rest)
                found += apps.rows(at: places.prefix(page.rowsMax - found.count))
            }
            rest = max(0, rest - count)
        }
        return found
    }

    /// Shows an app (`GET /app/:app_id`).
    mutating func readApp(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try require(.read, of: key, .app)
        let (app, organization) = try app(call.parameters["appID"], reachedBy: key)
        try require(.read, of: key, in: organization, .app)
        return .data(app)
    }

    /// Makes an app (`POST /app/`).
    ///
    /// A key that is limited to some apps may make only those, and is told so before it could learn which ids are
    /// taken.
    mutating func createApp(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try require(.administer, of: key, .app)
        let fields = try RequestFields(body: call)
        guard let id = fields["app_id"]?.string, AppID.isReverseDomain(id) else { throw Refused(.invalidAppID) }
        guard let name = try fields.name() else { throw Refused(.nameRequired) }
        let owner = try fields.organizationID("owner_org")
        let icon = try fields.text("icon")
        let organization = try organization(owner, reachedBy: key)
        try require(.write, of: key, in: organization, .app)
        guard key.reaches(app: id) else { throw Self.forbidden(.app) }
        guard apps[id] == nil else { throw Refused(.appIDTaken) }

        var app = App()
        app.appID = id
        app.name = name
        app.ownerOrganization = organization.id
        app.row = call.identifiers.uuid()
        app.userID = key.userID
        app.iconURL = icon ?? ""
        app.createdAt = call.now
        app.updatedAt = call.now
        apps.put(app)
        return .data(app)
    }

    /// Changes an app (`PUT /app/:app_id`).
    mutating func updateApp(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try require(.administer, of: key, .app)
        let fields = try RequestFields(body: call)
        let (name, icon) = (try fields.name(), try fields.text("icon"))
        var retention: Int?
        if let value = fields["retention"], !value.isNull {
            guard let seconds = value.int, App.retentionSecondsRange.contains(seconds) else {
                throw Refused(.invalidAppConfiguration)
            }
            retention = seconds
        }
        var (app, organization) = try app(call.parameters["appID"], reachedBy: key)
        try require(.write, of: key, in: organization, .app)
        app.name = name ?? app.name
        app.iconURL = icon ?? app.iconURL
        app.retentionSeconds = retention ?? app.retentionSeconds
        app.updatedAt = call.now
        apps.put(app)
        return .data(app)
    }

    /// Deletes an app with all that is in it (`DELETE /app/:app_id`).
    mutating func deleteApp(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try require(.administer, of: key, .app)
        let (app, organization) = try app(call.parameters["appID"], reachedBy: key)
        try require(.admin, of: key, in: organization, .app)
        removeApp(app.id)
        return .ok
    }
}

/// The form of an app's id: `^[a-zA-Z0-9]+(\.[\w-]+)+$`.
enum AppID {
    static func isReverseDomain(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count >= 2, let first = parts.first, first.allSatisfy(\.isAlphanumeric) else { return false }
        return parts.allSatisfy { part in
            !part.isEmpty
                && part.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
        }
    }
}
