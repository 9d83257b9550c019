internal import Emulation

/// Organizations (contract: "Organisations").
extension CapgoOperations {
    /// Lists organizations, or returns the given one (`GET /organization/`).
    @Sendable static func listOrganizations(_ state: CapgoState, _ call: Call, by key: APIKey)
        throws(Refused)
        -> CapgoResult
    {
        let query = call.query
        let page = try Page(query)
        guard let id = try query.read(CapgoFields.shownOrganization) else {
            return .organizations(state.organizations(reachedBy: key, page))
        }
        let organization = try state.organization(id, reachedBy: key)
        try state.require(.read, of: key, in: organization, .organization)
        return .organization(organization)
    }

    /// `POST /organization/`: a limited key could not reach the new organization, so it may not create one.
    @Sendable static func createOrganization(
        _ state: inout CapgoState, _ call: inout Call, by key: APIKey
    )
        throws(Refused) -> CapgoResult
    {
        try state.require(.administer, of: key, .organization)
        guard !key.isLimited else { throw CapgoState.forbidden(.organization) }
        let fields = try body(call)
        let name = try fields.require(CapgoFields.organizationName)
        let email =
            try fields.read(CapgoFields.optionalEmail) ?? call.accounts.users[key.userID]?.email
            ?? ""
        return .newOrganization(state.addOrganization(name, email: email, user: key.userID, &call))
    }

    /// Changes an organization (`PUT /organization/`).
    @Sendable static func updateOrganization(
        _ state: inout CapgoState, _ call: inout Call, by key: APIKey
    )
        throws(Refused) -> CapgoResult
    {
        try state.require(.administer, of: key, .organization)
        try state.requireAllApps(of: key, .organization)
        let fields = try body(call)
        let id = try fields.require(CapgoFields.organizationID)
        let name = try fields.read(CapgoFields.newOrganizationName)
        let email = try fields.read(CapgoFields.managementEmail)
        let logo = try fields.read(CapgoFields.logo)
        var organization = try state.organization(id, reachedBy: key)
        try requireAdmin(of: key, in: organization)

        organization.name = name ?? organization.name
        organization.managementEmail = email ?? organization.managementEmail
        if fields.has(CapgoFields.logo) { organization.logo = logo }
        organization.updatedAt = call.now
        state.organizations.put(organization)
        return .organizationChanged(organization)
    }

    /// Deletes an organization with its apps (`DELETE /organization/`).
    @Sendable static func deleteOrganization(
        _ state: inout CapgoState, _ call: inout Call, by key: APIKey
    )
        throws(Refused) -> CapgoResult
    {
        try state.require(.manage, of: key, .organization)
        try state.requireAllApps(of: key, .organization)
        let id = try body(call).require(CapgoFields.organizationID)
        let organization = try state.organization(id, reachedBy: key)
        try requireAdmin(of: key, in: organization)
        state.removeOrganization(organization.id, &call.budget)
        return .organizationDeleted(organization)
    }

    private static func requireAdmin(of key: APIKey, in organization: Organization) throws(Refused) {
        guard organization.role(of: key.userID)?.reaches(.admin) ?? false else {
            throw Refused(.adminRequired)
        }
    }
}

extension CapgoState {
    /// Creates an organization with its creator as super admin.
    mutating func addOrganization(_ name: String, email: String, user: String, _ call: inout Call)
        -> Organization
    {
        var organization = Organization()
        // A key that is limited to a deleted organization must not get another one.
        organization.id = call.identifiers.uuid {
            isTaken($0) || apiKeys.indexes.byOutlivedLimit.count(of: $0) > 0
        }
        organization.name = name
        organization.managementEmail = email
        organization.createdBy = user
        organization.members = [Member(user: user, role: Role(.superAdmin))]
        organization.createdAt = call.now
        organization.updatedAt = call.now
        organizations.put(organization)
        return organization
    }
}
