package import Emulation

/// A Cavos organization: seed list `cavos.organizations`.
package struct Organization: Entity {
    /// Finds organizations by their owner.
    package struct Indexes: RowIndexes {
        package private(set) var byOwner = Index<String>()

        package init() {}

        package mutating func apply(_ change: RowChange<Organization>) {
            byOwner.apply(change, by: \.owner, at: \.createdAt)
        }
    }

    package static let listName = "organizations"

    package var id = ""
    package var name = ""
    package var slug = ""
    package var description: String?
    /// The id of the user whose plan limits the organization's apps.
    package var owner = ""
    package var createdAt = Timestamp.unset

    package init() {}

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("id", &id, .optional(.uuid))
        visitor.field("name", &name, .required(.nonBlank))
        visitor.field("slug", &slug, .optional(.nonBlank))
        visitor.field("description", &description)
        visitor.field("owner", &owner, .required(.nonBlank))
        visitor.field("created_at", &createdAt)
    }
}

/// The dashboard's shape.
extension Organization: APIObject {
    package static let example = Organization()

    package func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.field("id", id)
        visitor.field("name", name)
        visitor.field("slug", slug)
        visitor.field("description", description)
        visitor.field("owner", owner)
        visitor.field("created_at", createdAt)
    }
}
