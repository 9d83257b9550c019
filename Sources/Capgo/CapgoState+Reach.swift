internal import Emulation

/// Access checks of keys (contract: "Key modes", "Order of checks").
extension CapgoState {
    /// Throws if the key's mode does not allow this.
    func require(_ permission: Permission, of key: APIKey, _ subject: PermissionSubject) throws(Refused) {
        guard key.mode.allows(permission, by: options.keyModes) else { throw Self.forbidden(subject) }
    }

    /// Throws if the user's role does not allow this; an invitation gives no role yet.
    func require(_ level: Role.Level, of key: APIKey, in organization: Organization, _ subject: PermissionSubject)
        throws(Refused)
    {
        guard organization.role(of: key.userID)?.reaches(level) ?? false else { throw Self.forbidden(subject) }
    }

    /// Throws for a key that is limited to some apps.
    ///
    /// Such a key sees neither other apps nor settings shared by all apps.
    func requireAllApps(of key: APIKey, _ subject: PermissionSubject) throws(Refused) {
        guard key.limitedToApps.isEmpty else { throw Self.forbidden(subject) }
    }

    static func forbidden(_ subject: PermissionSubject) -> Refused {
        Refused(.insufficientPermissions, about: subject.rawValue)
    }

    /// Finds an organization; throws not-found also if the key cannot access it.
    func organization(_ id: String, reachedBy key: APIKey) throws(Refused) -> Organization {
        guard key.reaches(organization: id), let organization = organizations[id],
            organization.role(of: key.userID) != nil
        else { throw Refused(.organizationNotFound) }
        return organization
    }

    /// Finds an app and its organization; throws not-found also if the key cannot access it.
    func app(_ id: String, reachedBy key: APIKey) throws(Refused) -> (app: App, organization: Organization) {
        guard key.reaches(app: id), let app = apps[id], key.reaches(organization: app.ownerOrganization),
            let organization = organizations[app.ownerOrganization], organization.role(of: key.userID) != nil
        else { throw Refused(.appNotFound) }
        return (app, organization)
    }

    /// Whether the key can access an organization in which its user has a role that is not pending.
    func reaches(organization id: String, by key: APIKey) -> Bool {
        key.reaches(organization: id)
            && organizations.read(id) { $0.role(of: key.userID)?.reaches(.read) ?? false } ?? false
    }

    /// The organizations in the key's limits in which its user has a role, oldest first.
    ///
    /// Iterates over the key's own list: the cost does not depend on the user's organizations.
    func limitedOrganizations(of key: APIKey) -> [Organization] {
        Set(key.limitedToOrganizations.map { ByteString($0) }).sorted().compactMap { organizations[$0.text] }
            .filter { $0.role(of: key.userID)?.reaches(.read) ?? false }
            .sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
    }

    /// The apps among the key's limits in organizations that can be accessed, sorted by id.
    ///
    /// Iterates over the key's own list: the cost does not depend on the number of apps, nor on
    /// that of the user's organizations.
    func limitedApps(of key: APIKey, in isReached: (String) -> Bool) -> [App] {
        var known: [ByteString: Bool] = [:]
        return Set(key.limitedToApps.map { ByteString($0) }).sorted().compactMap { apps[$0.text] }
            .filter { app in
                let owner = ByteString(app.ownerOrganization)
                if let isReached = known[owner] { return isReached }
                let isReached = isReached(app.ownerOrganization)
                known[owner] = isReached
                return isReached
            }
    }

    /// One page of the organizations that the key can access.
    func organizations(reachedBy key: APIKey, _ page: Page) -> [Organization] {
        guard key.limitedToOrganizations.isEmpty else {
            return Array(limitedOrganizations(of: key).dropFirst(page.rowsBefore).prefix(page.rowsMax))
        }
        let rows = organizations.indexes.byMember.oldestFirst(key.userID, skipping: page.rowsBefore)
        return organizations.rows(at: rows.prefix(page.rowsMax))
    }
}
