package import Emulation

/// A Cavos app: seed list `cavos.apps`.
package struct App: Entity {
    /// Finds apps by their organization.
    package struct Indexes: RowIndexes {
        package private(set) var byOrganization = Index<String>()

        package init() {}

        package mutating func apply(_ change: RowChange<App>) {
            byOrganization.apply(change, by: \.organizationID, at: \.createdAt)
        }
    }

    package static let listName = "apps"

    package var id = ""
    package var organizationID = ""
    package var name = ""
    package var description: String?
    package var isActive = true
    package var createdAt = Timestamp.unset

    package init() {}

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("id", &id, .optional(.uuid))
        visitor.field("organization_id", &organizationID, .required(.uuid))
        visitor.field("name", &name, .required(.nonBlank))
        visitor.field("description", &description)
        visitor.field("is_active", &isActive)
        visitor.field("created_at", &createdAt)
    }
}

/// The API's shape (contract: "Success: 201").
extension App: APIObject {
    package static let example = App()

    package func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.field("id", id)
        visitor.field("name", name)
        visitor.field("description", description)
        visitor.field("organization_id", organizationID)
        visitor.field("is_active", isActive)
        visitor.field("created_at", createdAt)
    }
}
