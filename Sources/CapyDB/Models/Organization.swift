package import Emulation
internal import JSON

/// A CapyDB organization, whose keys are managed: seed list `capydb.organizations`.
package struct Organization: Entity {
    /// Lists organizations by age.
    package struct Indexes: RowIndexes {
        package private(set) var all = Index<Int>()

        package init() {}

        package mutating func insert(_ organization: Organization, at place: RowID) {
            all.insert(0, organization.createdAt, at: place)
        }

        package mutating func remove(_ organization: Organization, at place: RowID) {
            all.remove(0, organization.createdAt, at: place)
        }
    }

    package static let listName = "organizations"

    package var id = ""
    package var name = ""
    package var slug = ""
    package var billingPlan = CapyDBService.defaultPlan
    package var billingProvider = "none"
    package var billingStatus = "active"
    package var createdAt = Timestamp.unset
    package var updatedAt = Timestamp.unset

    package init() {}

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("id", &id, .optional(.nonBlank))
        visitor.field("name", &name, .required(.nonBlank))
        visitor.field("slug", &slug, .optional(.nonBlank))
        visitor.field("billing_plan", &billingPlan)
        visitor.field("billing_provider", &billingProvider)
        visitor.field("billing_status", &billingStatus)
        visitor.field("created_at", &createdAt)
        visitor.field("updated_at", &updatedAt)
    }

    /// The API's shape; members stand in the order of CapyDB's reference, which is the alphabet's.
    var json: JSONValue {
        [
            "billing_plan": .string(billingPlan), "billing_provider": .string(billingProvider),
            "billing_status": .string(billingStatus), "created_at": .string(createdAt.rfc3339Seconds),
            "id": .string(id), "name": .string(name), "slug": .string(slug),
            "updated_at": .string(updatedAt.rfc3339Seconds),
        ]
    }
}
