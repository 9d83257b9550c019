internal import Emulation

/// Organizations: the API's operations on the caller's own, and the dashboard's operations.
extension CapyDBOperations {
    /// `GET /v1/me`: who the caller is; clients find their organization's id here.
    @Sendable static func getMe(_ state: CapyDBState, _ call: Call, by caller: Principal)
        throws(Refused)
        -> CapyDBResult
    {
        guard let organization = state.organizations[caller.organizationID] else {
            throw Refused(.organizationNotFound)
        }
        return .viewer(organization, caller)
    }

    /// `GET /v1/organizations/{orgID}`.
    @Sendable static func getOrganization(_ state: CapyDBState, _ call: Call, by caller: Principal)
        throws(Refused)
        -> CapyDBResult
    {
        let organization = try state.organization(named: call, of: caller)
        try caller.require(.organizationsRead)
        return .organization(organization)
    }

    /// `PATCH /v1/organizations/{orgID}`: `{"name"?,"slug"?}`.
    @Sendable static func updateOrganization(
        _ state: inout CapyDBState, _ call: inout Call, by caller: Principal
    )
        throws(Refused) -> CapyDBResult
    {
        var organization = try state.organization(named: call, of: caller)
        try caller.require(.organizationsWrite)
        let body = try body(call)
        let name = try body.read(CapyDBFields.newName)
        let slug = try body.read(CapyDBFields.slug)
        if let name { organization.name = try required(name) }
        if let slug {
            guard TextFormat.isSlug(slug) else { throw Refused(.slugInvalid) }
            guard slug == organization.slug || !state.isTaken(slug: slug) else {
                throw Refused(.slugTaken)
            }
            organization.slug = slug
        }
        if name != nil || slug != nil {
            organization.updatedAt = call.now
            state.organizations.put(organization)
        }
        return .organization(organization)
    }

    // MARK: The dashboard

    /// Lists all organizations, newest first.
    @Sendable static func listOrganizations(_ state: CapyDBState, _ call: Call) throws(Refused)
        -> CapyDBResult
    {
        .organizations(state.organizations.list { $0.all.newestFirst(0) })
    }

    /// Creates an organization with its first admin: `{"name","slug"?,"user"?}`.
    ///
    /// The real dashboard reads the admin from its session. Here `user` is the id or e-mail
    /// address; the default is the first user of the world.
    @Sendable static func createOrganization(_ state: inout CapyDBState, _ call: inout Call)
        throws(Refused)
        -> CapyDBResult
    {
        let form = try call.form(NewOrganizationForm.self)
        let admin = try call.user(named: form.user)
        if let slug = form.slug, state.isTaken(slug: slug) { throw Refused(.slugTaken) }
        var organization = Organization()
        organization.name = form.name.trimmed
        organization.id = call.identifiers.unused({ $0.id("org") }) {
            state.organizations.contains($0)
        }
        organization.slug = form.slug ?? state.freeSlug(for: organization.name)
        organization.createdAt = call.now
        organization.updatedAt = call.now
        state.organizations.put(organization)
        var member = Member()
        member.organizationID = organization.id
        member.user = admin.id
        member.role = .admin
        member.createdAt = call.now
        state.members.put(member)
        return .newOrganization(organization)
    }

    /// Deletes an organization with everything that belongs to it.
    @Sendable static func deleteOrganization(_ state: inout CapyDBState, _ call: inout Call)
        throws(Refused)
        -> CapyDBResult
    {
        let id = try state.organization(named: call).id
        state.loginSessions.delete(
            state.loginSessions.indexes.byOrganization.oldestFirst(id), &call.budget)
        state.sessions.delete(state.sessions.indexes.byOrganization.oldestFirst(id), &call.budget)
        state.apiKeys.delete(state.apiKeys.indexes.byOrganization.oldestFirst(id), &call.budget)
        state.projects.delete(state.projects.indexes.byOrganization.oldestFirst(id), &call.budget)
        state.members.delete(state.members.indexes.byOrganization.oldestFirst(id), &call.budget)
        if !call.budget.isUsedUp { state.organizations.delete(id) }
        return .deleted
    }
}
