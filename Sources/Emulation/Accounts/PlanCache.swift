/// The plan that was found last: a client sends most of its requests for one account.
package struct PlanCache: Sendable {
    private var accounts = Accounts()
    private var user = ""
    private var service = ""
    private var plan: Plan?

    package init() {}

    /// Returns a user's plan on a service, as `Accounts.plan(of:on:default:)` does.
    package mutating func plan(
        of user: String, on service: String, default defaultPlan: String, in accounts: Accounts
    ) -> Plan {
        if let plan, accounts.isIdentical(to: self.accounts), user == self.user,
            service == self.service
        {
            return plan
        }
        let found = accounts.plan(of: user, on: service, default: defaultPlan)
        self.accounts = accounts
        self.user = user
        self.service = service
        plan = found
        return found
    }
}
