internal import Emulation
internal import JSON

/// The console app: users, plans, organizations and first keys (contract: "The console's part").
extension CapgoOperations {
    /// Lists all users with their plan.
    @Sendable static func listUsers(_ state: CapgoState, _ call: Call) throws(Refused) -> CapgoResult {
        .users(call.accounts.users.all.map { UserAnswer($0, call.accounts) })
    }

    /// Creates a user: `{"email","name"?,"plan"?}`.
    @Sendable static func createUser(_ state: inout CapgoState, _ call: inout Call) throws(Refused) -> CapgoResult {
        let fields = try body(call)
        let email = try fields.require(CapgoFields.email)
        var user = User()
        user.name = try fields.read(CapgoFields.userName)
        if fields.has(CapgoFields.plan) { user.plans[CapgoService.name] = try plan(fields, call.accounts) }
        guard call.accounts.user(named: email) == nil else { throw Refused(.emailTaken) }
        user.id = call.identifiers.uuid()
        user.email = email
        call.accounts.users.put(user)
        return .user(UserAnswer(user, call.accounts))
    }

    /// Changes a user's plan, `{"plan"}`; it applies from the next request on.
    @Sendable static func changePlan(_ state: inout CapgoState, _ call: inout Call) throws(Refused) -> CapgoResult {
        guard var user = call.accounts.user(named: call.parameters["userID"]) else { throw Refused(.userNotFound) }
        user.plans[CapgoService.name] = try plan(body(call), call.accounts)
        call.accounts.users.put(user)
        return .user(UserAnswer(user, call.accounts))
    }

    /// Lists all organizations, oldest first, in the shape of the API.
    @Sendable static func listAllOrganizations(_ state: CapgoState, _ call: Call) throws(Refused) -> CapgoResult {
        .organizations(Array(state.organizations.all))
    }

    /// Creates an organization for a user: `{"name","user","email"?}`.
    @Sendable static func createOrganizationOfUser(_ state: inout CapgoState, _ call: inout Call) throws(Refused)
        -> CapgoResult
    {
        let fields = try body(call)
        let name = try fields.require(CapgoFields.organizationName)
        let email = try fields.read(CapgoFields.optionalEmail)
        let user = try user(fields, call.accounts)
        return .organization(state.addOrganization(name, email: email ?? user.email, user: user.id, &call))
    }

    /// Deletes an organization with its apps.
    @Sendable static func deleteAnyOrganization(_ state: inout CapgoState, _ call: inout Call) throws(Refused)
        -> CapgoResult
    {
        guard let organization = state.organizations[call.parameters["organizationID"]] else {
            throw Refused(.organizationNotFound)
        }
        state.removeOrganization(organization.id)
        return .done
    }

    /// Accepts an invitation for the invited user.
    @Sendable static func acceptInvitation(_ state: inout CapgoState, _ call: inout Call) throws(Refused)
        -> CapgoResult
    {
        guard var organization = state.organizations[call.parameters["organizationID"]] else {
            throw Refused(.organizationNotFound)
        }
        guard let user = call.accounts.user(named: call.parameters["userID"]),
            let index = organization.members.firstIndex(where: { $0.user == user.id })
        else { throw Refused(.memberNotFound) }
        organization.members[index].role.isPending = false
        state.organizations.put(organization)
        return .member(MemberAccount(organization.members[index], call.accounts))
    }

    /// Lists all keys, or those of the user in the query.
    @Sendable static func listAllKeys(_ state: CapgoState, _ call: Call) throws(Refused) -> CapgoResult {
        guard let text = try call.query.read(CapgoFields.userFilter) else { return .keys(Array(state.apiKeys.all)) }
        guard let user = call.accounts.user(named: text) else { throw Refused(.userNotFound) }
        return .keys(state.apiKeys.rows(at: state.apiKeys.indexes.byUser.oldestFirst(user.id)))
    }

    /// Creates a user's first key: `{"user","name","mode",…}`, the rest as in the API.
    @Sendable static func createKeyOfUser(_ state: inout CapgoState, _ call: inout Call) throws(Refused)
        -> CapgoResult
    {
        let fields = try body(call)
        let user = try user(fields, call.accounts)
        return .newKey(try state.makeKey(fields, user: user.id, &call))
    }

    /// Deletes a key by its id.
    @Sendable static func deleteAnyKey(_ state: inout CapgoState, _ call: inout Call) throws(Refused) -> CapgoResult {
        guard let id = Int(digits: call.parameters["keyID"]), state.apiKeys.delete(id) != nil else {
            throw Refused(.keyNotFound)
        }
        return .keyDeleted
    }

    /// The user whose id or e-mail address the field `user` has.
    private static func user(_ fields: RequestFields, _ accounts: Accounts) throws(Refused) -> User {
        guard let user = accounts.user(named: try fields.require(CapgoFields.user)) else {
            throw Refused(.userNotFound)
        }
        return user
    }

    /// The name of an existing plan.
    private static func plan(_ fields: RequestFields, _ accounts: Accounts) throws(Refused) -> String {
        let known = accounts.planNames(on: CapgoService.name)
        guard let plan = fields.value(of: CapgoFields.plan)?.string, known.contains(plan) else {
            throw Refused(.unknownPlan, about: known.joined(separator: ", "))
        }
        return plan
    }
}
