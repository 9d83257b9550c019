package import Emulation

/// A version of an app that devices can download: seed list `capgo.bundles`.
package struct Bundle: Entity {
    /// Finds bundles by their app and by their version; deleted ones are out of sight.
    package struct Indexes: RowIndexes {
        package private(set) var byApp = Index<String>()
        package private(set) var byVersion = UniqueIndex<AppScopedName>()
        /// Deleted ones too.
        package private(set) var allByApp = Index<String>()

        package init() {}

        package mutating func insert(_ bundle: Bundle, at place: RowID) {
            allByApp.insert(bundle.appID, bundle.createdAt, at: place)
            guard !bundle.isDeleted else { return }
            byApp.insert(bundle.appID, bundle.createdAt, at: place)
            byVersion.insert(AppScopedName(bundle.appID, bundle.name), at: place)
        }

        package mutating func remove(_ bundle: Bundle, at place: RowID) {
            allByApp.remove(bundle.appID, bundle.createdAt, at: place)
            guard !bundle.isDeleted else { return }
            byApp.remove(bundle.appID, bundle.createdAt, at: place)
            byVersion.remove(AppScopedName(bundle.appID, bundle.name), at: place)
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

/// A bundle with what the API says of it from its app.
struct BundleView: APIObject {
    let bundle: Bundle
    let ownerOrganization: String

    func write(to object: inout ObjectWriter) {
        object.member("id", bundle.id)
        object.member("app_id", bundle.appID)
        object.member("name", bundle.name)
        object.member("checksum", bundle.checksum)
        object.member("created_at", bundle.createdAt)
        object.member("updated_at", bundle.updatedAt)
        object.member("deleted", bundle.isDeleted)
        object.member("external_url", bundle.externalURL)
        object.member("minUpdateVersion", String?.none)
        object.member("native_packages", [])
        object.member("owner_org", ownerOrganization)
        object.member("r2_path", String?.none)
        object.member("session_key", String?.none)
        object.member("storage_provider", bundle.storageProvider)
        object.member("user_id", bundle.userID)
        if let link = bundle.link { object.member("link", link) }
        if let comment = bundle.comment { object.member("comment", comment) }
    }
}
