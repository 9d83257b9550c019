internal import Emulation

/// What is checked before an operation on an organization.
extension CapyDBState {
    /// The organization that the path names, which must be there.
    func organization(_ call: Call) throws(Failure) -> Organization {
        guard let organization = organizations[call.parameters["organizationID"]] else {
            throw Refused(.organizationNotFound)
        }
        return organization
    }

    /// The organization that the path names, which must be the caller's own (contract: "Order of checks", rows 3 and 4).
    func organization(_ call: Call, of caller: Principal) throws(Failure) -> Organization {
        let organization = try organization(call)
        guard organization.id == caller.organizationID else { throw Refused(.foreignOrganization) }
        return organization
    }

    /// The organization whose keys the caller may read or manage (contract: "Order of checks", rows 3 to 6).
    func organization(_ call: Call, managedBy caller: Principal, with scope: Scope) throws(Failure) -> Organization {
        let organization = try organization(call, of: caller)
        guard caller.projectID == nil else { throw Refused(.projectKeyCannotManageKeys) }
        try caller.require(scope)
        return organization
    }

    /// The member who has been an admin of the organization for the longest time.
    func firstAdmin(of organizationID: String) -> Member? {
        for place in members.indexes.adminsByOrganization.oldestFirst(organizationID) { return members[place] }
        return nil
    }
}
