package import Emulation
internal import JSON

/// A person's sign-in, which stands in for a session token of Clerk: seed list `capydb.sessions`.
///
/// What the person may do is asked of the membership each time, so that a change of role works at once.
package struct Session: Entity {
    /// Finds the sessions of a member and of an organization.
    package struct Indexes: RowIndexes {
        package private(set) var byMember = Index<Member.ID>()
        package private(set) var byOrganization = Index<String>()

        package init() {}

        package mutating func insert(_ session: Session, at place: RowID) {
            byMember.insert(session.memberID, session.createdAt, at: place)
            byOrganization.insert(session.organizationID, session.createdAt, at: place)
        }

        package mutating func remove(_ session: Session, at place: RowID) {
            byMember.remove(session.memberID, session.createdAt, at: place)
            byOrganization.remove(session.organizationID, session.createdAt, at: place)
        }
    }

    package static let listName = "sessions"

    /// What the person's browser sends as `Authorization: Bearer`.
    package var token = ""
    /// The id of the user.
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

    /// The dashboard's shape.
    var json: JSONValue {
        [
            "created_at": .string(createdAt.rfc3339Seconds), "organization_id": .string(organizationID),
            "token": .string(token), "user_id": .string(user),
        ]
    }
}
