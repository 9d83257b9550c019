package import Emulation

/// A person's sign-in, which replaces a session token of Clerk: seed list `capydb.sessions`.
///
/// It stores no rights: every request reads the membership, so a change of role applies at once.
package struct Session: Entity {
    /// Finds the sessions of a member and of an organization.
    package struct Indexes: RowIndexes {
        package private(set) var byMember = Index<Member.ID>()
        package private(set) var byOrganization = Index<String>()

        package init() {}

        package mutating func apply(_ change: RowChange<Session>) {
            byMember.apply(change, by: \.memberID, at: \.createdAt)
            byOrganization.apply(change, by: \.organizationID, at: \.createdAt)
        }
    }

    package static let listName = "sessions"

    /// The value of `Authorization: Bearer` in the browser's requests.
    package var token = ""
    package var user = ""
    package var organizationID = ""
    package var createdAt = Timestamp.unset

    package init() {}

    package var id: String { token }
    package var memberID: Member.ID { Member.ID(organizationID: organizationID, user: user) }

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("token", &token, .required(.nonBlank))
        visitor.field("user", &user, .required(.nonBlank))
        visitor.field("organization_id", &organizationID, .required(.nonBlank))
        visitor.field("created_at", &createdAt)
    }
}

/// The dashboard's shape.
extension Session: APIObject {
    package static let example = Session()

    package func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.field("created_at", createdAt)
        visitor.field("organization_id", organizationID)
        visitor.field("token", token)
        visitor.field("user_id", user)
    }
}
