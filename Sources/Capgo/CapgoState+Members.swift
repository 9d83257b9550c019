internal import Emulation
internal import HTTP
internal import JSON

/// Members of organizations (contract: "Organisations").
extension CapgoState {
    /// Lists the members, invited ones too (`GET /organization/members/`).
    mutating func listMembers(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try require(.read, of: key, .members)
        guard let id = call.query["orgId"], !id.isEmpty else { throw Refused(.organizationIDRequired) }
        let organization = try organization(id, reachedBy: key)
        try require(.read, of: key, in: organization, .members)
        return .data(organization.members.map { MemberView($0, call.accounts) })
    }

    /// `POST /organization/members/`: invites a user, or changes a member's role.
    mutating func addMember(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try require(.administer, of: key, .members)
        try requireAllApps(of: key, .members)
        let fields = try RequestFields(body: call)
        let id = try fields.organizationID()
        guard let email = try fields.email("email") else { throw Refused(.invalidEmail) }
        guard let role = (fields["role"] ?? fields["invite_type"])?.string.flatMap(Role.Level.init) else {
            throw Refused(.invalidRole)
        }
        var organization = try organization(id, reachedBy: key)
        guard let user = call.accounts.user(withEmail: email) else { throw Refused(.memberNotFound) }
        try require(.admin, of: key, in: organization, .members)
        let member = try organization.admit(user.id, as: role)
        organization.updatedAt = call.now
        organizations.put(organization)
        return .wrapped("{\"status\":\"OK\",\"data\":") { $0.append(MemberView(member, call.accounts)) }
    }

    /// Removes a member (`DELETE /organization/members/`).
    mutating func removeMember(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try require(.administer, of: key, .members)
        try requireAllApps(of: key, .members)
        let fields = try RequestFields(bodyOrQuery: call)
        let id = try fields.organizationID()
        guard let email = try fields.email("email") else { throw Refused(.invalidEmail) }
        var organization = try organization(id, reachedBy: key)
        guard let user = call.accounts.user(withEmail: email), let role = organization.role(of: user.id) else {
            throw Refused(.memberNotFound)
        }
        try require(.admin, of: key, in: organization, .members)
        if role == Role(.superAdmin) && organization.superAdminCount == 1 { throw Refused(.lastAdmin) }
        organization.members.removeAll { $0.user == user.id }
        organization.updatedAt = call.now
        organizations.put(organization)
        return Answer(200, ["status": "OK"])
    }
}

extension Organization {
    /// Invites a stranger, or gives a member another role; who is invited stays invited.
    ///
    /// An organization keeps a super admin, as it does when members are removed.
    fileprivate mutating func admit(_ user: String, as level: Role.Level) throws(CapgoState.Failure) -> Member {
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
    /// Finds a user by e-mail address alone.
    fileprivate func user(withEmail email: String) -> User? {
        users.indexes.byEmail[email.lowercased()].flatMap { users[$0] }
    }
}

/// A member with the user's e-mail address.
struct MemberView: APIObject {
    private let member: Member
    private let email: String

    init(_ member: Member, _ accounts: Accounts) {
        self.member = member
        email = accounts.users[member.user]?.email ?? ""
    }

    func write(to object: inout ObjectWriter) {
        object.member("uid", member.user)
        object.member("email", email)
        object.member("image_url", String?.none)
        object.member("role", member.role.rawValue)
    }
}
