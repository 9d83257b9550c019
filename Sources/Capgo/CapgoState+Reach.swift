internal import Emulation

/// What a key may do, and what it can see (contract: "Key modes", "Order of checks").
extension CapgoState {
    /// Refuses a key whose mode does not do.
    func require(_ permission: Permission, of key: APIKey, _ subject: PermissionSubject) throws(Failure) {
        guard key.mode.allows(permission, by: options.keyModes) else { throw Self.forbidden(subject) }
    }

    /// Refuses a user whose role does not do; being invited gives no role yet.
    func require(_ level: Role.Level, of key: APIKey, in organization: Organization, _ subject: PermissionSubject)
        throws(Failure)
    {
        guard organization.role(of: key.userID)?.reaches(level) ?? false else { throw Self.forbidden(subject) }
    }

    /// Refuses a key that is limited to some apps.
    ///
    /// The others are none of its business, nor what they all have in
    /// common.
    func requireAllApps(of key: APIKey, _ subject: PermissionSubject) throws(Failure) {
        guard key.limitedToApps.isEmpty else { throw Self.forbidden(subject) }
    }

    static func forbidden(_ subject: PermissionSubject) -> Failure {
        subject == .statistics
            ? Refused(.statisticsForbidden) : Refused(.insufficientPermissions, about: subject.rawValue)
    }

    /// Finds an organization; one that the key cannot reach is not there.
    func organization(_ id: String, reachedBy key: APIKey) throws(Failure) -> Organization {
        guard key.reaches(organization: id), let organization = organizations[id],
            organization.role(of: key.userID) != nil
        else { throw Refused(.organizationNotFound) }
        return organization
    }

    /// Finds an app and its organization; one that the key cannot reach is not there.
    func app(_ id: String, reachedBy key: APIKey) throws(Failure) -> (app: App, organization: Organization) {
        guard key.reaches(app: id), let app = apps[id], key.reaches(organization: app.ownerOrganization),
            let organization = organizations[app.ownerOrganization], organization.role(of: key.userID) != nil
        else { throw Refused(.appNotFound) }
        return (app, organization)
    }

    /// The organizations that the key reaches and whose user has a role in, oldest first.
    func organizations(reachedBy key: APIKey) -> [Organization] {
        guard key.limitedToOrganizations.isEmpty else { return limitedOrganizations(of: key) }
        return organizations.rows(at: organizations.indexes.byMember.oldestFirst(key.userID))
    }

    /// Goes by the key's own list, so that it does not matter how many organizations the user has.
    private func limitedOrganizations(of key: APIKey) -> [Organization] {
        Set(key.limitedToOrganizations).sorted().compactMap { organizations[$0] }
            .filter { $0.role(of: key.userID)?.reaches(.read) ?? false }
            .sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
    }

    /// One page of them.
    func organizations(reachedBy key: APIKey, _ page: Page) -> [Organization] {
        guard key.limitedToOrganizations.isEmpty else {
            return Array(limitedOrganizations(of: key).dropFirst(page.rowsBefore).prefix(page.rowsMax))
        }
        let places = organizations.indexes.byMember.oldestFirst(key.userID, skipping: page.rowsBefore)
        return organizations.rows(at: places.prefix(page.rowsMax))
    }
}
