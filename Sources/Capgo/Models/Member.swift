package import Emulation

/// A user's place in an organization: an entry of `members` of an organization in the seed.
package struct Member: Fields, Equatable {
    /// The user's id; a seed may give the e-mail address.
    package var user = ""
    package var role = Role(.read)

    package init() {}

    init(user: String, role: Role) {
        self.user = user
        self.role = role
    }

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("user", &user, .required(.nonBlank))
        visitor.field("role", &role, .required(Role.format))
    }
}
