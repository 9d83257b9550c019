package import Emulation

/// A user's membership: an entry of `members` of an organization in the seed.
package struct Member: Fields, Equatable {
    /// The user's id; a seed may give the e-mail address.
    package var user = ""
    package var role = Role(.read)

    package init() {}

    init(user: String, role: Role) {
        self.user = user
        self.role = role
    }

    /// Compares users by bytes, which the compiler's own comparison would not.
    package static func == (left: Member, right: Member) -> Bool {
        left.user == right.user && left.role == right.role
    }

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("user", &user, .required(.nonBlank))
        visitor.field("role", &role, .required(Role.format))
    }
}

/// A member with the user's e-mail address.
package struct MemberAccount: APIObject {
    let member: Member
    let email: String

    init(member: Member, email: String) {
        self.member = member
        self.email = email
    }

    init(_ member: Member, _ accounts: Accounts) {
        self.init(member: member, email: accounts.users[member.user]?.email ?? "")
    }

    package static let example = MemberAccount(member: Member(), email: "")

    package func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.field("uid", member.user)
        visitor.field("email", email)
        visitor.field("image_url", String?.none)
        visitor.field("role", member.role)
    }
}
