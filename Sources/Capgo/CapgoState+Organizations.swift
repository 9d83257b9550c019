internal import Emulation
internal import HTTP
internal import JSON

/// Organizations (contract: "Organisations").
extension CapgoState {
    static let nameCharacterCountMin = 3

    /// Lists organizations, or shows the one that is asked for (`GET /organization/`).
    mutating func listOrganizations(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try require(.read, of: key, .organization)
        let page = try Page(call.query)
        guard let id = call.query["orgId"] else { return .data(organizations(reachedBy: key, page)) }
        let organization = try organization(id, reachedBy: key)
        try require(.read, of: key, in: organization, .organization)
        return .data(organization)
    }

    /// `POST /organization/`: a key that is limited could not reach what it makes, so it makes none.
    mutating func createOrganization(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try require(.administer, of: key, .organization)
        guard !key.isLimited else { throw Self.forbidden(.organization) }
        let fields = try RequestFields(body: call)
        guard let name = try fields.name(characterCountMin: Self.nameCharacterCountMin) else {
            throw Refused(.nameRequired)
        }
        let email = try fields.email("email") ?? call.accounts.users[key.userID]?.email ?? ""
        let organization = addOrganization(name, email: email, user: key.userID, &call)
        return Answer(200, ["status": "Organization created", "id": .string(organization.id)])
    }

    /// Puts in an organization with its maker as super admin.
    mutating func addOrganization(_ name: String, email: String, user: String, _ call: inout Call) -> Organization {
        var organization = Organization()
        organization.id = call.identifiers.uuid()
        organization.name = name
        organization.managementEmail = email
        organization.createdBy = user
        organization.members = [Member(user: user, role: Role(.superAdmin))]
        organization.createdAt = call.now
        organization.updatedAt = call.now
        organizations.put(organization)
        return organization
    }

    /// Changes an organization (`PUT /organization/`).
    mutating func updateOrganization(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try require(.administer, of: key, .organization)
        try requireAllApps(of: key, .organization)
        let fields = try RequestFields(body: call)
        let id = try fields.organizationID()
        let name = try fields.name(characterCountMin: Self.nameCharacterCountMin)
        let email = try fields.email("management_email")
        let logo = try fields.text("logo")
        var organization = try organization(id, reachedBy: key)
        try requireAdmin(.admin, of: key, in: organization)

        organization.name = name ?? organization.name
        organization.managementEmail = email ?? organization.managementEmail
        if fields["logo"] != nil { organization.logo = logo }
        organization.updatedAt = call.now
        organizations.put(organization)
        return .wrapped("{\"status\":\"Organization updated\",\"data\":") { $0.append(organization) }
    }

    /// Deletes an organization with its apps (`DELETE /organization/`).
    mutating func deleteOrganization(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try require(.manage, of: key, .organization)
        try requireAllApps(of: key, .organization)
        let id = try RequestFields(bodyOrQuery: call).organizationID()
        let organization = try organization(id, reachedBy: key)
        try requireAdmin(.superAdmin, of: key, in: organization)
        removeOrganization(organization.id)
        return Answer(200, ["status": "Organization deleted", "id": .string(organization.id)])
    }

    private func requireAdmin(_ level: Role.Level, of key: APIKey, in organization: Organization) throws(Failure) {
        guard organization.role(of: key.userID)?.reaches(level) ?? false else { throw Refused(.adminRequired) }
    }
}
