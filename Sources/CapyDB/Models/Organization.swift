package import Emulation

/// A CapyDB organization, the owner of keys: seed list `capydb.organizations`.
package struct Organization: Entity {
    /// Lists organizations by age and finds them by their slug.
    package struct Indexes: RowIndexes {
        package private(set) var all = Index<Int>()
        package private(set) var bySlug = UniqueIndex<String>()

        package init() {}

        package mutating func apply(_ change: RowChange<Organization>) {
            all.apply(change, by: { _ in 0 }, at: \.createdAt)
            bySlug.apply(change, by: \.slug)
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
        visitor.field("slug", &slug, .optional(.slug))
        visitor.field("billing_plan", &billingPlan)
        visitor.field("billing_provider", &billingProvider)
        visitor.field("billing_status", &billingStatus)
        visitor.field("created_at", &createdAt)
        visitor.field("updated_at", &updatedAt)
    }
}

/// The API's shape; members are in the order of CapyDB's reference, which is alphabetical.
extension Organization: APIObject {
    package static let example = Organization()

    package func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.field("billing_plan", billingPlan)
        visitor.field("billing_provider", billingProvider)
        visitor.field("billing_status", billingStatus)
        visitor.field("created_at", createdAt)
        visitor.field("id", id)
        visitor.field("name", name)
        visitor.field("slug", slug)
        visitor.field("updated_at", updatedAt)
    }
}
