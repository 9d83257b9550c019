internal import Emulation
internal import JSON

/// Members and their sign-ins: the dashboard's acts.
extension CapyDBState {
    /// Lists an organization's members, newest first.
    mutating func listMembers(_ call: inout Call) throws(Failure) -> Answer {
        let organization = try organization(call)
        let found = members.rows(at: members.indexes.byOrganization.newestFirst(organization.id))
        let accounts = call.accounts
        return Answer(200, ["members": .array(found.map { $0.json(accounts) })])
    }

    /// Adds a member: `{"user","role"?}`; without a role it is `member`.
    mutating func addMember(_ call: inout Call) throws(Failure) -> Answer {
        let organization = try organization(call)
        let body = try RequestBody(call)
        let (name, role) = (try body.text("user"), try Self.role(in: body))
        guard let user = call.accounts.user(named: name ?? "") else { throw Refused(.userNotFound) }
        var member = Member()
        member.organizationID = organization.id
        member.user = user.id
        member.role = role ?? .member
        member.createdAt = call.now
        guard members[member.id] == nil else { throw Refused(.alreadyMember) }
        members.put(member)
        return Answer(201, ["member": member.json(call.accounts)])
    }

    /// Changes a member's role, `{"role"}`; it counts from the next request on.
    mutating func changeRole(_ call: inout Call) throws(Failure) -> Answer {
        var member = try member(call)
        guard let role = try Self.role(in: try RequestBody(call)) else { throw Refused(.unknownRole) }
        member.role = role
        members.put(member)
        return Answer(200, ["member": member.json(call.accounts)])
    }

    /// Removes a member and ends the person's sessions; keys that the person made live on.
    mutating func removeMember(_ call: inout Call) throws(Failure) -> Answer {
        let member = try member(call)
        for session in sessions.rows(at: sessions.indexes.byMember.oldestFirst(member.id)) {
            sessions.delete(session.id)
        }
        members.delete(member.id)
        return Answer(200, ["removed": true])
    }

    /// Signs a member in, `{"user"}`: the answer's token is a person's credential.
    mutating func signIn(_ call: inout Call) throws(Failure) -> Answer {
        let organization = try organization(call)
        let name = try RequestBody(call).text("user")
        guard let user = call.accounts.user(named: name ?? "") else { throw Refused(.userNotFound) }
        guard members[Member.ID(organizationID: organization.id, user: user.id)] != nil else {
            throw Refused(.memberNotFound)
        }
        var session = Session()
        session.token = call.identifiers.secret("session_")
        session.user = user.id
        session.organizationID = organization.id
        session.createdAt = call.now
        sessions.put(session)
        return Answer(201, ["session": session.json])
    }

    private func member(_ call: Call) throws(Failure) -> Member {
        let organization = try organization(call)
        let user = call.accounts.user(named: call.parameters["userID"])
        guard let user, let member = members[Member.ID(organizationID: organization.id, user: user.id)] else {
            throw Refused(.memberNotFound)
        }
        return member
    }

    private static func role(in body: RequestBody) throws(Failure) -> Member.Role? {
        guard let text = try body.text("role") else { return nil }
        guard let role = Member.Role(rawValue: text) else { throw Refused(.unknownRole) }
        return role
    }
}
