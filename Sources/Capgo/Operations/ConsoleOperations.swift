internal import Emulation
internal import JSON

/// The console app: users, plans, organizations and first keys (contract: "The console's part").
extension CapgoOperations {
    /// Lists all users with their plan.
    @Sendable static func listUsers(_ state: CapgoState, _ call: Call) throws(Refused)
        -> CapgoResult
    {
        let accounts = call.accounts
        return .users(accounts.users.listAll { UserAnswer($0, accounts) })
    }

    /// Creates a user: `{"email","name"?,"plan"?}`.
    @Sendable static func createUser(_ state: inout CapgoState, _ call: inout Call) throws(Refused)
        -> CapgoResult
    {
        var body = NewUserBody()
        try read(&body, from: consoleBody(call))
        var user = User()
        user.name = body.name
        if let plan = body.plan {
            user.plans[CapgoService.name] = try existing(plan, call.accounts)
        }
        guard call.accounts.user(named: body.email) == nil else { throw Refused(.emailTaken) }
        let users = call.accounts.users
        user.id = call.identifiers.uuid { users.contains($0) || state.isTaken($0) }
        user.email = body.email
        call.accounts.users.put(user)
        return .user(UserAnswer(user, call.accounts))
    }

    /// Changes a user's plan, `{"plan"}`; it applies from the next request on.
    @Sendable static func changePlan(_ state: inout CapgoState, _ call: inout Call) throws(Refused)
        -> CapgoResult
    {
        guard var user = call.accounts.user(named: call.parameters["userID"]) else {
            throw Refused(.userNotFound)
        }
        var body = PlanBody()
        try read(&body, from: consoleBody(call))
        user.plans[CapgoService.name] = try existing(body.plan, call.accounts)
        call.accounts.users.put(user)
        return .user(UserAnswer(user, call.accounts))
    }

    /// Lists all organizations, oldest first, in the shape of the API.
    @Sendable static func listAllOrganizations(_ state: CapgoState, _ call: Call) throws(Refused)
        -> CapgoResult
    {
        .allOrganizations(state.organizations.oldestFirst)
    }

    /// Creates an organization for a user: `{"name","user","email"?}`.
    @Sendable static func createOrganizationOfUser(_ state: inout CapgoState, _ call: inout Call)
        throws(Refused)
        -> CapgoResult
    {
        var body = NewOrganizationBody()
        try read(&body, from: consoleBody(call))
        guard let name = CapgoFields.organizationName(body.name) else {
            throw invalid("name", .string(body.name), CapgoFields.organizationNameExpectation)
        }
        let user = try user(body.user, call.accounts)
        let email = body.email ?? user.email
        return .organization(state.addOrganization(name, email: email, user: user.id, &call))
    }

    /// Deletes an organization with its apps.
    @Sendable static func deleteAnyOrganization(_ state: inout CapgoState, _ call: inout Call)
        throws(Refused)
        -> CapgoResult
    {
        guard let organization = state.organizations[call.parameters["organizationID"]] else {
            throw Refused(.organizationNotFound)
        }
        state.removeOrganization(organization.id, &call.budget)
        return .done
    }

    /// Accepts an invitation for the invited user.
    @Sendable static func acceptInvitation(_ state: inout CapgoState, _ call: inout Call)
        throws(Refused)
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
    @Sendable static func listAllKeys(_ state: CapgoState, _ call: Call) throws(Refused)
        -> CapgoResult
    {
        guard let text = try call.query.read(CapgoFields.userFilter) else {
            return .keys(state.apiKeys.oldestFirst)
        }
        guard let user = call.accounts.user(named: text) else { throw Refused(.userNotFound) }
        return .keys(state.apiKeys.list { $0.byUser.oldestFirst(user.id) })
    }

    /// Creates a user's first key: `{"user","name","mode",…}`, the rest as in the API.
    @Sendable static func createKeyOfUser(_ state: inout CapgoState, _ call: inout Call)
        throws(Refused)
        -> CapgoResult
    {
        var body = NewKeyBody()
        try read(&body, from: consoleBody(call))
        guard body.name != nil || body.organization != nil else {
            throw invalid("name", nil, "a string that is not blank, unless org_id is given")
        }
        if let end = body.expiresAt, end.moment <= call.now {
            throw Refused(.expirationNotInFuture)
        }
        return try state.addKey(body.request, user: user(body.user, call.accounts).id, &call)
    }

    /// Deletes a key by its id.
    @Sendable static func deleteAnyKey(_ state: inout CapgoState, _ call: inout Call)
        throws(Refused) -> CapgoResult
    {
        guard let id = Int(digits: call.parameters["keyID"]), state.apiKeys.delete(id) != nil else {
            throw Refused(.keyNotFound)
        }
        return .keyDeleted
    }

    /// Finds a user by id or e-mail address.
    private static func user(_ text: String, _ accounts: Accounts) throws(Refused) -> User {
        guard let user = accounts.user(named: text) else { throw Refused(.userNotFound) }
        return user
    }

    /// Throws unless the plan exists.
    private static func existing(_ plan: String, _ accounts: Accounts) throws(Refused) -> String {
        let known = accounts.planNames(on: CapgoService.name)
        guard known.contains(plan) else {
            throw invalid("plan", .string(plan), FieldFormat.oneOf(known).expectation)
        }
        return plan
    }
}
