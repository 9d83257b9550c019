package import Emulation

/// A Capgo organization: seed list `capgo.organizations`.
package struct Organization: Entity {
    /// Finds organizations by the users who have accepted a role in them.
    package struct Indexes: RowIndexes {
        package private(set) var byMember = Index<String>()

        package init() {}

        package mutating func apply(_ change: RowChange<Organization>) {
            // Finding out that the same array has the same members costs the same at any length.
            if let old = change.old, let new = change.new, old.createdAt == new.createdAt,
                old.members == new.members
            {
                return
            }
            byMember.apply(change, byEach: \.confirmedMembers, at: \.createdAt)
        }
    }

    package static let listName = "organizations"

    /// A UUID; a seed may use any string, such as `org_123` of the vendor's page.
    package var id = ""
    package var name = ""
    package var members: [Member] = []
    /// The id of the user who created it.
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

    /// The users who have accepted their role.
    private var confirmedMembers: [String] {
        members.compactMap { $0.role.isPending ? nil : $0.user }
    }

    /// The role of a user, also while it is pending; nil for users who are no members.
    func role(of user: String) -> Role? {
        members.first { $0.user == user }?.role
    }

    var superAdminCount: Int {
        members.count { $0.role == Role(.superAdmin) }
    }
}

extension Organization: APIObject {
    package static let example = Organization()

    package func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.field("id", id)
        visitor.field("created_by", createdBy)
        visitor.field("created_at", createdAt)
        visitor.field("updated_at", updatedAt)
        visitor.field("logo", logo)
        visitor.field("name", name)
        visitor.field("management_email", managementEmail)
        visitor.field("customer_id", customerID)
    }
}
