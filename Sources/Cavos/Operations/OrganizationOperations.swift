internal import Emulation

/// Organizations: operations of the dashboard.
extension CavosOperations {
    /// Lists all organizations, newest first.
    @Sendable static func listOrganizations(_ state: CavosState, _ call: Call) throws(Refused)
        -> CavosResult
    {
        .organizations(state.organizations.newestFirst)
    }

    /// Creates an organization: `{"name","description"?,"user"?}`.
    ///
    /// The real dashboard reads the owner from its session. Here `user` is the id or e-mail
    /// address; the default is the first user of the world.
    @Sendable static func createOrganization(_ state: inout CavosState, _ call: inout Call)
        throws(Refused)
        -> CavosResult
    {
        let form = try call.form(NewOrganizationForm.self)
        let owner = try call.user(named: form.user)
        var organization = Organization()
        organization.description = form.description.map(\.trimmed).flatMap { $0.isEmpty ? nil : $0 }
        // A key that is left of a deleted organization must not get another one.
        organization.id = call.identifiers.uuid {
            state.isTaken($0) || state.apiKeys.indexes.byDeletedOrganization.count(of: $0) > 0
        }
        organization.name = form.name.trimmed
        organization.slug = CavosState.slug(for: organization.name)
        organization.owner = owner.id
        organization.createdAt = call.now
        state.organizations.put(organization)
        return .newOrganization(organization)
    }

    /// Deletes an organization with its apps and keys.
    ///
    /// `?keep_keys=true` keeps the keys, so that the API answers 404.
    @Sendable static func deleteOrganization(_ state: inout CavosState, _ call: inout Call)
        throws(Refused)
        -> CavosResult
    {
        let organization = try state.organization(named: call)
        let keepsKeys = try call.query.read(CavosFields.keepsKeys) ?? false
        state.deleteApps(of: organization, &call.budget)
        let keys = state.apiKeys.indexes.byOrganization.oldestFirst(organization.id)
        if keepsKeys {
            // Before the organization is deleted: a key without one must be marked.
            state.apiKeys.update(keys, &call.budget) { $0.organizationDeleted = true }
        } else {
            state.apiKeys.delete(keys, &call.budget)
        }
        guard !call.budget.isUsedUp else { return .done }
        state.organizations.delete(organization.id)
        return .done
    }
}
