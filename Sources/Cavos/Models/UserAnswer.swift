internal import Emulation

/// A user on the dashboard's billing page.
struct UserAnswer: APIObject {
    let user: User
    let plan: String

    static let example = UserAnswer(user: User(), plan: "")

    func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.field("id", user.id)
        visitor.field("email", user.email)
        visitor.field("plan", plan)
    }
}
