internal import Emulation

/// Billing: an operation of the dashboard.
extension CavosOperations {
    /// Changes a user's plan, `{"plan"}`; it applies from the next request on.
    @Sendable static func changePlan(_ state: inout CavosState, _ call: inout Call) throws(Refused) -> CavosResult {
        guard var user = call.accounts.user(named: call.parameters["userID"]) else { throw Refused(.userNotFound) }
        let plan = try call.plan(named: call.form(PlanForm.self).plan, on: CavosService.self)
        user.plans[CavosService.name] = plan
        call.accounts.users.put(user)
        return .user(user, plan: plan)
    }
}
