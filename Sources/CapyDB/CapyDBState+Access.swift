internal import Emulation

/// Access checks before an operation on an organization.
extension CapyDBState {
    /// The organization in the path.
    func organization(named call: Call) throws(Refused) -> Organization {
        guard let organization = organizations[call.parameters["organizationID"]] else {
            throw Refused(.organizationNotFound)
        }
        return organization
    }

    /// The organization in the path, which must be the caller's own.
    ///
    /// Contract: "Order of checks", rows 3 and 4.
    func organization(named call: Call, of caller: Principal) throws(Refused) -> Organization {
        let organization = try organization(named: call)
        guard organization.id == caller.organizationID else { throw Refused(.foreignOrganization) }
        return organization
    }

    /// The organization in the path, whose keys the caller may read or manage.
    ///
    /// Contract: "Order of checks", rows 3 to 6. A key that is no manager may only read.
    func organization(named call: Call, managedBy caller: Principal, with scope: Scope) throws(Refused) -> Organization
    {
        let organization = try organization(named: call, of: caller)
        guard caller.projectID == nil else { throw Refused(.projectKeyCannotManageKeys) }
        if scope.isWrite { try caller.requireManager() }
        try caller.require(scope)
        return organization
    }

    /// The member who has been an admin of the organization for the longest time.
    func firstAdmin(of organizationID: String) -> Member? {
        for row in members.indexes.adminsByOrganization.oldestFirst(organizationID) { return members[row] }
        return nil
    }
}
