package import Emulation
internal import JSON

/// A Cavos organization: seed list `cavos.organizations`.
package struct Organization: Entity {
    /// Finds organizations by their owner.
    package struct Indexes: RowIndexes {
        package private(set) var byOwner = Index<String>()

        package init() {}

        package mutating func insert(_ organization: Organization, at place: RowPlace) {
            byOwner.insert(organization.owner, organization.createdAt, at: place)
        }

        package mutating func remove(_ organization: Organization, at place: RowPlace) {
            byOwner.remove(organization.owner, organization.createdAt, at: place)
        }
    }

    package static let list = "organizations"

    package var id = ""
    package var name = ""
    package var slug = ""
    package var description: String?
    /// The id of the user on whose plan the organization's apps count.
    package var owner = ""
    package var createdAt = Timestamp.unset

    package init() {}

    package mutating func visitMembers(_ visitor: inout some MemberVisitor) {
        visitor.member("id", &id, .optional(.uuid))
        visitor.member("name", &name, .required(.nonBlank))
        visitor.member("slug", &slug, .optional(.nonBlank))
        visitor.member("description", &description)
        visitor.member("owner", &owner, .required(.nonBlank))
        visitor.member("created_at", &createdAt)
    }

    /// The dashboard's shape.
    var dashboardJSON: JSONValue {
        [
            "id": .string(id), "name": .string(name), "slug": .string(slug), "description": description.json,
            "owner": .string(owner), "created_at": .string(createdAt.rfc3339Seconds),
        ]
    }
}
