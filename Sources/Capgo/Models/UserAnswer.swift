package import Emulation

/// A user with the id of their plan, as the console shows them.
package struct UserAnswer: APIObject {
    private let user: User
    private let plan: String

    private init(user: User, plan: String) {
        self.user = user
        self.plan = plan
    }

    init(_ user: User, _ accounts: Accounts) {
        let plan = accounts.plan(of: user.id, on: CapgoService.name, default: CapgoService.defaultPlan)
        self.init(user: user, plan: plan.planID)
    }

    package static let example = UserAnswer(user: User(), plan: "")

    package func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.field("id", user.id)
        visitor.field("email", user.email)
        visitor.field("name", user.name)
        visitor.field("plan", plan)
    }
}
