internal import Emulation

/// Members and their sign-ins: operations of the dashboard.
extension CapyDBOperations {
    /// Lists an organization's members, newest first.
    @Sendable static func listMembers(_ state: CapyDBState, _ call: Call) throws(Refused)
        -> CapyDBResult
    {
        let organization = try state.organization(named: call)
        let accounts = call.accounts
        return .members(
            state.members.list({ $0.byOrganization.newestFirst(organization.id) }) {
                MemberAnswer($0, accounts)
            })
    }

    /// Adds a member: `{"user","role"?}`; the default role is `member`.
    @Sendable static func addMember(_ state: inout CapyDBState, _ call: inout Call) throws(Refused)
        -> CapyDBResult
    {
        let organization = try state.organization(named: call)
        let form = try call.form(NewMemberForm.self)
        var member = Member()
        member.role = form.role
        member.organizationID = organization.id
        member.user = try call.user(named: form.user).id
        member.createdAt = call.now
        guard state.members[member.id] == nil else { throw Refused(.alreadyMember) }
        state.members.put(member)
        return .newMember(MemberAnswer(member, call.accounts))
    }

    /// Changes a member's role, `{"role"}`; it applies from the next request on.
    @Sendable static func changeRole(_ state: inout CapyDBState, _ call: inout Call) throws(Refused)
        -> CapyDBResult
    {
        var member = try state.member(named: call)
        member.role = try call.form(RoleForm.self).role
        state.members.put(member)
        return .member(MemberAnswer(member, call.accounts))
    }

    /// Removes a member and the person's sessions; keys that the person created remain.
    @Sendable static func removeMember(_ state: inout CapyDBState, _ call: inout Call)
        throws(Refused)
        -> CapyDBResult
    {
        let member = try state.member(named: call)
        state.sessions.delete(state.sessions.indexes.byMember.oldestFirst(member.id), &call.budget)
        if !call.budget.isUsedUp { state.members.delete(member.id) }
        return .removed
    }

    /// Signs a member in, `{"user"}`: the answer's token is a person's credential.
    @Sendable static func signIn(_ state: inout CapyDBState, _ call: inout Call) throws(Refused)
        -> CapyDBResult
    {
        let organization = try state.organization(named: call)
        let user = try call.user(named: call.form(SignInForm.self).user)
        guard state.members[Member.ID(organizationID: organization.id, user: user.id)] != nil else {
            throw Refused(.memberNotFound)
        }
        var session = Session()
        session.token = call.identifiers.unused({ $0.secret("session_") }) {
            state.sessions.contains($0)
        }
        session.user = user.id
        session.organizationID = organization.id
        session.createdAt = call.now
        state.sessions.put(session)
        return .newSession(session)
    }
}

extension CapyDBState {
    /// The member in the path, by id or e-mail address.
    fileprivate func member(named call: Call) throws(Refused) -> Member {
        let organization = try organization(named: call)
        let user = call.accounts.user(named: call.parameters["userID"])
        guard let user,
            let member = members[Member.ID(organizationID: organization.id, user: user.id)]
        else {
            throw Refused(.memberNotFound)
        }
        return member
    }
}
