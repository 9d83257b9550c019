package import Emulation

/// A Capgo organization: seed list `capgo.organizations`.
package struct Organization: Entity {
    /// Finds organizations by the users who have accepted a role in them.
    package struct Indexes: RowIndexes {
        package private(set) var byMember = Index<String>()

        package init() {}

        package mutating func insert(_ organization: Organization, at place: RowID) {
            for member in organization.members where !member.role.isPending {
                byMember.insert(member.user, organization.createdAt, at: place)
            }
        }

        package mutating func remove(_ organization: Organization, at place: RowID) {
            for member in organization.members where !member.role.isPending {
                byMember.remove(member.user, organization.createdAt, at: place)
            }
        }
    }

    package static let listName = "organizations"

    /// A UUID; a seed may pin any text, such as the page's `org_123`.
    package var id = ""
    package var name = ""
    package var members: [Member] = []
    /// The id of the user who made it.
    package var createdBy = ""
    package var createdAt = Timestamp.unset
    package var updatedAt = Timestamp.unset
    package var logo: String?
    package var managementEmail = ""
    package var customerID: String?

    package init() {}

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("id", &id, .optional(.nonBlank))
        visitor.field("name", &name, .required(.nonBlank))
        visitor.list("members", &members, .required)
        visitor.field("created_by", &createdBy, .optional(.nonBlank))
        visitor.field("created_at", &createdAt)
        visitor.field("updated_at", &updatedAt)
        visitor.field("logo", &logo)
        visitor.field("management_email", &managementEmail, .optional(.email))
        visitor.field("customer_id", &customerID)
    }

    /// The role of a user, pending ones too; nil for a stranger.
    func role(of user: String) -> Role? {
        members.first { $0.user == user }?.role
    }

    /// How many super admins there are.
    var superAdminCount: Int {
        members.count { $0.role == Role(.superAdmin) }
    }
}

extension Organization: APIObject {
    func write(to object: inout ObjectWriter) {
        object.member("id", id)
        object.member("created_by", createdBy)
        object.member("created_at", createdAt)
        object.member("updated_at", updatedAt)
        object.member("logo", logo)
        object.member("name", name)
        object.member("management_email", managementEmail)
        object.member("customer_id", customerID)
    }
}
