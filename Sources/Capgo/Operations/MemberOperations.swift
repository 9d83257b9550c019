internal import Emulation

/// Members of organizations (contract: "Organisations").
extension CapgoOperations {
    /// Lists the members, including invited ones (`GET /organization/members/`).
    @Sendable static func listMembers(_ state: CapgoState, _ call: Call, by key: APIKey)
        throws(Refused)
        -> CapgoResult
    {
        let id = try call.query.require(CapgoFields.organizationID)
        let organization = try state.organization(id, reachedBy: key)
        try state.require(.read, of: key, in: organization, .members)
        let (members, accounts) = (organization.members, call.accounts)
        return .members(LazyList({ members }, convert: { MemberAccount($0, accounts) }))
    }

    /// `POST /organization/members/`: invites a user, or changes a member's role.
    @Sendable static func addMember(_ state: inout CapgoState, _ call: inout Call, by key: APIKey)
        throws(Refused)
        -> CapgoResult
    {
        try state.require(.administer, of: key, .members)
        try state.requireAllApps(of: key, .members)
        let fields = try body(call)
        let id = try fields.require(CapgoFields.organizationID)
        let email = try fields.require(CapgoFields.email)
        let role = try fields.read(
            fields.has(CapgoFields.role) ? CapgoFields.role : CapgoFields.inviteType)
        guard let role else { throw Refused(.invalidRole) }
        var organization = try state.organization(id, reachedBy: key)
        guard let user = call.accounts.user(withEmail: email) else {
            throw Refused(.memberNotFound)
        }
        try state.require(.admin, of: key, in: organization, .members)
        let member = try organization.admit(user.id, as: role)
        organization.updatedAt = call.now
        state.organizations.put(organization)
        return .memberAdmitted(MemberAccount(member, call.accounts))
    }

    /// Removes a member (`DELETE /organization/members/`).
    @Sendable static func removeMember(
        _ state: inout CapgoState, _ call: inout Call, by key: APIKey
    ) throws(Refused)
        -> CapgoResult
    {
        try state.require(.administer, of: key, .members)
        try state.requireAllApps(of: key, .members)
        let fields = try body(call)
        let id = try fields.require(CapgoFields.organizationID)
        let email = try fields.require(CapgoFields.email)
        var organization = try state.organization(id, reachedBy: key)
        guard let user = call.accounts.user(withEmail: email),
            let role = organization.role(of: user.id)
        else {
            throw Refused(.memberNotFound)
        }
        try state.require(.admin, of: key, in: organization, .members)
        if role == Role(.superAdmin) && organization.superAdminCount == 1 {
            throw Refused(.lastAdmin)
        }
        organization.members.removeAll { $0.user == user.id }
        organization.updatedAt = call.now
        state.organizations.put(organization)
        return .memberRemoved
    }
}

extension Organization {
    /// Invites a user, or changes a member's role; a pending invitation stays pending.
    ///
    /// Throws if the organization would have no super admin left, as the removal of members does.
    fileprivate mutating func admit(_ user: String, as level: Role.Level) throws(Refused) -> Member {
        guard let index = members.firstIndex(where: { $0.user == user }) else {
            members.append(Member(user: user, role: Role(level, isPending: true)))
            return Member(user: user, role: Role(level, isPending: true))
        }
        let role = members[index].role
        guard role.level != level else { throw Refused(.memberExists) }
        if role == Role(.superAdmin) && superAdminCount == 1 { throw Refused(.lastAdmin) }
        members[index].role.level = level
        return members[index]
    }
}

extension Accounts {
    /// Finds a user by e-mail address, not by id.
    fileprivate func user(withEmail email: String) -> User? {
        users.indexes.byEmail[email.lowercased()].flatMap { users[$0] }
    }
}
