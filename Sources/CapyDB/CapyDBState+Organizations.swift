internal import Emulation
internal import HTTP
internal import JSON

/// Organizations: what clients ask about their own, and the dashboard's acts.
extension CapyDBState {
    /// `GET /v1/me`: who the caller is; clients find their organization's id here.
    mutating func viewer(_ call: inout Call, by caller: Principal) throws(Failure) -> Answer {
        guard let organization = organizations[caller.organizationID] else { throw Refused(.organizationNotFound) }
        return Answer(200, ["organization": organization.json, "principal": caller.json])
    }

    /// `GET /v1/organizations/{orgID}`.
    mutating func showOrganization(_ call: inout Call, by caller: Principal) throws(Failure) -> Answer {
        let organization = try organization(call, of: caller)
        try caller.require(.organizationsRead)
        return Answer(200, ["organization": organization.json])
    }

    /// `PATCH /v1/organizations/{orgID}`: `{"name"?,"slug"?}`.
    mutating func changeOrganization(_ call: inout Call, by caller: Principal) throws(Failure) -> Answer {
        var organization = try organization(call, of: caller)
        try caller.require(.organizationsWrite)
        let body = try RequestBody(call)
        let name = try body.text("name")?.trimmed
        let slug = try body.text("slug")?.trimmed
        if let name {
            guard !name.isEmpty else { throw Refused(.nameRequired) }
            organization.name = name
        }
        if let slug {
            guard !slug.isEmpty else { throw Refused(.slugRequired) }
            organization.slug = slug
        }
        if name != nil || slug != nil {
            organization.updatedAt = call.now
            organizations.put(organization)
        }
        return Answer(200, ["organization": organization.json])
    }

    // MARK: The dashboard

    /// Lists all organizations, newest first.
    mutating func listOrganizations(_ call: inout Call) throws(Failure) -> Answer {
        let found = organizations.rows(at: organizations.indexes.all.newestFirst(0))
        return Answer(200, ["organizations": .array(found.map(\.json))])
    }

    /// Creates an organization with its first admin: `{"name","slug"?,"admin"?}`.
    ///
    /// The real dashboard takes the admin from its session; here the body names one, by id or e-mail address, and the first
    /// user of the world stands in when it does not.
    mutating func createOrganization(_ call: inout Call) throws(Failure) -> Answer {
        let body = try RequestBody(call)
        let (name, slug) = (try body.text("name")?.trimmed, try body.text("slug")?.trimmed)
        let adminName = try body.text("admin")
        guard let name, !name.isEmpty else { throw Refused(.nameRequired) }
        let admin = adminName.map { call.accounts.user(named: $0) } ?? call.accounts.users.all.first { _ in true }
        guard let admin else { throw Refused(.userNotFound) }

        var organization = Organization()
        organization.id = call.identifiers.id("org")
        organization.name = name
        organization.slug = slug.flatMap { $0.isEmpty ? nil : $0 } ?? Self.slug(for: name)
        organization.createdAt = call.now
        organization.updatedAt = call.now
        organizations.put(organization)
        var member = Member()
        member.organizationID = organization.id
        member.user = admin.id
        member.role = .admin
        member.createdAt = call.now
        members.put(member)
        return Answer(201, ["organization": organization.json])
    }

    /// Makes a name fit for a URL.
    static func slug(for name: String) -> String {
        name.slug ?? "organization"
    }

    /// Deletes an organization with all that is its own.
    mutating func deleteOrganization(_ call: inout Call) throws(Failure) -> Answer {
        let id = try organization(call).id
        for login in loginSessions.rows(at: loginSessions.indexes.byOrganization.oldestFirst(id)) {
            loginSessions.delete(login.id)
        }
        for session in sessions.rows(at: sessions.indexes.byOrganization.oldestFirst(id)) {
            sessions.delete(session.id)
        }
        for key in apiKeys.rows(at: apiKeys.indexes.byOrganization.oldestFirst(id)) { apiKeys.delete(key.id) }
        for project in projects.rows(at: projects.indexes.byOrganization.oldestFirst(id)) {
            projects.delete(project.id)
        }
        for member in members.rows(at: members.indexes.byOrganization.oldestFirst(id)) { members.delete(member.id) }
        organizations.delete(id)
        return Answer(200, ["deleted": true])
    }
}
