package import Emulation
internal import JSON

/// A person's place in an organization: seed list `capydb.members`.
package struct Member: Entity {
    /// What a member may do with keys.
    package enum Role: String, StringEnum {
        case admin
        case member
    }

    /// A user in an organization: each has one place there.
    package struct ID: Comparable, Hashable, Sendable, CustomStringConvertible {
        package let organizationID: String
        package let user: String

        package init(organizationID: String, user: String) {
            self.organizationID = organizationID
            self.user = user
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

        package mutating func insert(_ member: Member, at place: RowID) {
            byOrganization.insert(member.organizationID, member.createdAt, at: place)
            if member.role == .admin { adminsByOrganization.insert(member.organizationID, member.createdAt, at: place) }
        }

        package mutating func remove(_ member: Member, at place: RowID) {
            byOrganization.remove(member.organizationID, member.createdAt, at: place)
            adminsByOrganization.remove(member.organizationID, member.createdAt, at: place)
        }
    }

    package static let listName = "members"

    package var organizationID = ""
    /// The id of the user.
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

    /// The dashboard's shape.
    func json(_ accounts: Accounts) -> JSONValue {
        [
            "created_at": .string(createdAt.rfc3339Seconds),
            "email": .string(accounts.users[user]?.email ?? ""), "organization_id": .string(organizationID),
            "role": role.json, "user_id": .string(user),
        ]
    }
}
