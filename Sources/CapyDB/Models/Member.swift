package import Emulation

/// A person's membership in an organization: seed list `capydb.members`.
package struct Member: Entity {
    /// A member's rights over keys.
    package enum Role: String, StringEnum {
        case admin
        case member
    }

    /// A user in an organization: at most one membership each.
    package struct ID: RowKey, Comparable, Hashable, CustomStringConvertible {
        package let organizationID: ByteString
        package let user: ByteString

        package init(organizationID: String, user: String) {
            self.organizationID = ByteString(organizationID)
            self.user = ByteString(user)
        }

        package static func < (left: ID, right: ID) -> Bool {
            (left.organizationID, left.user) < (right.organizationID, right.user)
        }

        package var description: String { "\(organizationID) \(user)" }
    }

    /// Finds members, and the admins among them, by their organization.
    package struct Indexes: RowIndexes {
        package private(set) var byOrganization = Index<String>()
        package private(set) var adminsByOrganization = Index<String>()

        package init() {}

        package mutating func apply(_ change: RowChange<Member>) {
            byOrganization.apply(change, by: \.organizationID, at: \.createdAt)
            adminsByOrganization.apply(change, by: { $0.role == .admin ? $0.organizationID : nil }, at: \.createdAt)
        }
    }

    package static let listName = "members"

    package var organizationID = ""
    package var user = ""
    package var role = Role.member
    package var createdAt = Timestamp.unset

    package init() {}

    package var id: ID { ID(organizationID: organizationID, user: user) }

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("organization_id", &organizationID, .required(.nonBlank))
        visitor.field("user", &user, .required(.nonBlank))
        visitor.field("role", &role, .required)
        visitor.field("created_at", &createdAt)
    }
}

/// A member in the dashboard, with the e-mail address.
package struct MemberAnswer: APIObject, Sendable {
    private let member: Member
    private let email: String

    init(_ member: Member, _ accounts: Accounts) {
        self.member = member
        email = accounts.users[member.user]?.email ?? ""
    }

    package static let example = MemberAnswer(Member(), Accounts())

    package func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.field("created_at", member.createdAt)
        visitor.field("email", email)
        visitor.field("organization_id", member.organizationID)
        visitor.field("role", member.role)
        visitor.field("user_id", member.user)
    }
}
