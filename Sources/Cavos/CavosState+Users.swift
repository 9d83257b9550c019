internal import Emulation
internal import JSON

/// Billing: the dashboard's act.
extension CavosState {
    /// Changes a user's plan, `{"plan"}`; it counts from the next request on.
    mutating func changePlan(_ call: inout Call) throws(Failure) -> Answer {
        guard var user = call.accounts.user(named: call.parameters["userID"]) else { throw Refused(.userNotFound) }
        guard let body = call.json() else { throw Refused(.invalidJSON) }
        let known = call.accounts.planNames(on: CavosService.name)
        guard let plan = body["plan"]?.string, known.contains(plan) else {
            throw Refused(.unknownPlan, about: known.joined(separator: ", "))
        }
        user.plans[CavosService.name] = plan
        call.accounts.users.put(user)
        return Answer(200, ["user": ["id": .string(user.id), "email": .string(user.email), "plan": .string(plan)]])
    }
}
