internal import Emulation
internal import HTTP
internal import JSON

/// What people do in the console app: users, plans, organizations and first keys (contract: "The console's part").
extension CapgoState {
    /// Lists all users with their plan.
    mutating func listUsers(_ call: inout Call) throws(Failure) -> Answer {
        let accounts = call.accounts
        return .data(accounts.users.all.map { UserView($0, accounts) })
    }

    /// Signs a user up: `{"email","name"?,"plan"?}`.
    mutating func createUser(_ call: inout Call) throws(Failure) -> Answer {
        let fields = try RequestFields(body: call)
        guard let email = try fields.email("email") else { throw Refused(.invalidEmail) }
        var user = User()
        user.name = try fields.text("name")
        if fields["plan"] != nil { user.plans[CapgoService.name] = try fields.plan(call.accounts) }
        guard call.accounts.user(named: email) == nil else { throw Refused(.emailTaken) }
        user.id = call.identifiers.uuid()
        user.email = email
        call.accounts.users.put(user)
        return .data(UserView(user, call.accounts))
    }

    /// Changes a user's plan, `{"plan"}`; it counts from the next request on.
    mutating func changePlan(_ call: inout Call) throws(Failure) -> Answer {
        guard var user = call.accounts.user(named: call.parameters["userID"]) else { throw Refused(.userNotFound) }
        user.plans[CapgoService.name] = try RequestFields(body: call).plan(call.accounts)
        call.accounts.users.put(user)
        return .data(UserView(user, call.accounts))
    }

    /// Lists all organizations, oldest first, in the shape of the API.
    mutating func listAllOrganizations(_ call: inout Call) throws(Failure) -> Answer {
        .data(organizations.all)
    }

    /// Makes an organization for a user: `{"name","user","email"?}`.
    mutating func createOrganizationOfUser(_ call: inout Call) throws(Failure) -> Answer {
        let fields = try RequestFields(body: call)
        guard let name = try fields.name(characterCountMin: Self.nameCharacterCountMin) else {
            throw Refused(.nameRequired)
        }
        let email = try fields.email("email")
        let user = try fields.user(call.accounts)
        return .data(addOrganization(name, email: email ?? user.email, user: user.id, &call))
    }

    /// Deletes an organization with its apps.
    mutating func deleteAnyOrganization(_ call: inout Call) throws(Failure) -> Answer {
        guard let organization = organizations[call.parameters["organizationID"]] else {
            throw Refused(.organizationNotFound)
        }
        removeOrganization(organization.id)
        return .ok
    }

    /// Lets an invited user accept.
    mutating func acceptInvitation(_ call: inout Call) throws(Failure) -> Answer {
        guard var organization = organizations[call.parameters["organizationID"]] else {
            throw Refused(.organizationNotFound)
        }
        guard let user = call.accounts.user(named: call.parameters["userID"]),
            let index = organization.members.firstIndex(where: { $0.user == user.id })
        else { throw Refused(.memberNotFound) }
        organization.members[index].role.isPending = false
        organizations.put(organization)
        return .data(MemberView(organization.members[index], call.accounts))
    }

    /// Lists all keys, or those of the user that the query names.
    mutating func listAllKeys(_ call: inout Call) throws(Failure) -> Answer {
        guard let text = call.query["user"] else { return .data(apiKeys.all) }
        guard let user = call.accounts.user(named: text) else { throw Refused(.userNotFound) }
        return .data(apiKeys.rows(at: apiKeys.indexes.byUser.oldestFirst(user.id)))
    }

    /// Makes a user's first key: `{"user","name","mode",…}`, the rest as in the API.
    mutating func createKeyOfUser(_ call: inout Call) throws(Failure) -> Answer {
        let fields = try RequestFields(body: call)
        let user = try fields.user(call.accounts)
        let key = try makeKey(fields, user: user.id, &call)
        return .wrapped("{\"apikey\":") { $0.append(NewAPIKey(key: key)) }
    }

    /// Deletes a key by its number.
    mutating func deleteAnyKey(_ call: inout Call) throws(Failure) -> Answer {
        guard let id = Int(digits: call.parameters["keyID"]), apiKeys.delete(id) != nil else {
            throw Refused(.keyNotFound)
        }
        return Answer(200, ["success": true])
    }
}

extension RequestFields {
    /// Returns the user that `user` names by id or e-mail address.
    fileprivate func user(_ accounts: Accounts) throws(Failure) -> User {
        guard let text = self["user"]?.string, let user = accounts.user(named: text) else {
            throw Refused(.userNotFound)
        }
        return user
    }

    /// Returns the name of a plan that exists.
    fileprivate func plan(_ accounts: Accounts) throws(Failure) -> String {
        let known = accounts.planNames(on: CapgoService.name)
        guard let plan = self["plan"]?.string, known.contains(plan) else {
            throw Refused(.unknownPlan, about: known.joined(separator: ", "))
        }
        return plan
    }
}

/// A user as the console shows one.
private struct UserView: APIObject {
    private let user: User
    private let plan: String

    init(_ user: User, _ accounts: Accounts) {
        self.user = user
        plan = accounts.plan(of: user.id, on: CapgoService.name, default: CapgoService.defaultPlan).planID
    }

    func write(to object: inout ObjectWriter) {
        object.member("id", user.id)
        object.member("email", user.email)
        object.member("name", user.name)
        object.member("plan", plan)
    }
}
