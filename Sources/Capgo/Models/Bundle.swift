package import Emulation

/// A version of an app that devices can download: seed list `capgo.bundles`.
package struct Bundle: Entity {
    /// Finds bundles by their app and by their version; only `allByApp` lists deleted bundles.
    package struct Indexes: RowIndexes {
        package private(set) var byApp = Index<String>()
        package private(set) var byVersion = UniqueIndex<AppScopedName>()
        /// Includes deleted bundles.
        package private(set) var allByApp = Index<String>()

        package init() {}

        package mutating func apply(_ change: RowChange<Bundle>) {
            allByApp.apply(change, by: \.appID, at: \.createdAt)
            byApp.apply(change, by: { $0.isDeleted ? nil : $0.appID }, at: \.createdAt)
            byVersion.apply(change) { $0.isDeleted ? nil : AppScopedName($0.appID, $0.name) }
        }
    }

    package static let listName = "bundles"

    package var id = 0
    package var appID = ""
    /// The semantic version.
    package var name = ""
    package var checksum = ""
    package var externalURL: String?
    package var storageProvider = "external"
    package var userID = ""
    package var link: String?
    package var comment: String?
    package var isDeleted = false
    package var createdAt = Timestamp.unset
    package var updatedAt = Timestamp.unset

    package init() {}

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("id", &id, .optional(.positive))
        visitor.field("app_id", &appID, .required(.nonBlank))
        visitor.field("name", &name, .required(.nonBlank))
        visitor.field("checksum", &checksum)
        visitor.field("external_url", &externalURL)
        visitor.field("storage_provider", &storageProvider)
        visitor.field("user_id", &userID, .optional(.nonBlank))
        visitor.field("link", &link)
        visitor.field("comment", &comment)
        visitor.field("deleted", &isDeleted)
        visitor.field("created_at", &createdAt)
        visitor.field("updated_at", &updatedAt)
    }

    var version: AppScopedName { AppScopedName(appID, name) }
}

/// A bundle with the member that the API copies from its app.
struct BundleAnswer: APIObject {
    let bundle: Bundle
    let ownerOrganization: String

    static let example = BundleAnswer(bundle: Bundle(), ownerOrganization: "")

    func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.field("id", bundle.id)
        visitor.field("app_id", bundle.appID)
        visitor.field("name", bundle.name)
        visitor.field("checksum", bundle.checksum)
        visitor.field("created_at", bundle.createdAt)
        visitor.field("updated_at", bundle.updatedAt)
        visitor.field("deleted", bundle.isDeleted)
        visitor.field("external_url", bundle.externalURL)
        visitor.field("minUpdateVersion", String?.none)
        visitor.field("native_packages", [String]())
        visitor.field("owner_org", ownerOrganization)
        visitor.field("r2_path", String?.none)
        visitor.field("session_key", String?.none)
        visitor.field("storage_provider", bundle.storageProvider)
        visitor.field("user_id", bundle.userID)
        visitor.optionalField("link", bundle.link)
        visitor.optionalField("comment", bundle.comment)
    }
}
