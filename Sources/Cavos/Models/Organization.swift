package import Emulation
internal import JSON

/// A Cavos organization: seed list `cavos.organizations`.
package struct Organization: Entity {
    /// Finds organizations by their owner.
    package struct Indexes: RowIndexes {
        package private(set) var byOwner = Index<String>()

        package init() {}

        package mutating func insert(_ organization: Organization, at place: RowID) {
            byOwner.insert(organization.owner, organization.createdAt, at: place)
        }

        package mutating func remove(_ organization: Organization, at place: RowID) {
            byOwner.remove(organization.owner, organization.createdAt, at: place)
        }
    }

    package static let listName = "organizations"

    package var id = ""
    package var name = ""
    package var slug = ""
    package var description: String?
    /// The id of the user on whose plan the organization's apps count.
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

    /// The dashboard's shape.
    var dashboardJSON: JSONValue {
        [
            "id": .string(id), "name": .string(name), "slug": .string(slug), "description": description.json,
            "owner": .string(owner), "created_at": .string(createdAt.rfc3339Seconds),
        ]
    }
}
