internal import Emulation
internal import JSON

/// Billing: an operation of the dashboard.
extension CavosOperations {
    /// Changes a user's plan, `{"plan"}`; it applies from the next request on.
    @Sendable static func changePlan(_ state: inout CavosState, _ call: inout Call) throws(Refused) -> CavosResult {
        guard var user = call.accounts.user(named: call.parameters["userID"]) else { throw Refused(.userNotFound) }
        let known = call.accounts.planNames(on: CavosService.name)
        guard let plan = try body(call).value(of: CavosFields.plan)?.string, known.contains(plan) else {
            throw Refused(.unknownPlan, about: known.joined(separator: ", "))
        }
        user.plans[CavosService.name] = plan
        call.accounts.users.put(user)
        return .user(user, plan: plan)
    }
}
