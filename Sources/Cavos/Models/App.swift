package import Emulation
internal import JSON

/// A Cavos app: seed list `cavos.apps`.
package struct App: Entity {
    /// Finds apps by their organization.
    package struct Indexes: RowIndexes {
        package private(set) var byOrganization = Index<String>()

        package init() {}

        package mutating func insert(_ app: App, at place: RowID) {
            byOrganization.insert(app.organizationID, app.createdAt, at: place)
        }

        package mutating func remove(_ app: App, at place: RowID) {
            byOrganization.remove(app.organizationID, app.createdAt, at: place)
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

    /// The API's shape (contract: "Success: 201").
    var json: JSONValue {
        [
            "id": .string(id), "name": .string(name), "description": description.json,
            "organization_id": .string(organizationID), "is_active": .bool(isActive),
            "created_at": .string(createdAt.rfc3339Seconds),
        ]
    }
}
