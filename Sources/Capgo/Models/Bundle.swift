package import Emulation

/// A version of an app that devices can download: seed list `capgo.bundles`.
package struct Bundle: Entity {
    /// Finds bundles by their app and by their version; only `allByApp` has all of them.
    package struct Indexes: RowIndexes {
        /// Without deleted and hidden bundles.
        package private(set) var byApp = Index<String>()
        package private(set) var byVersion = UniqueIndex<AppScopedName>()
        package private(set) var allByApp = Index<String>()

        package init() {}

        package mutating func apply(_ change: RowChange<Bundle>) {
            allByApp.apply(change, by: \.appID, at: \.createdAt)
            byApp.apply(change, by: { $0.isListed ? $0.appID : nil }, at: \.createdAt)
            byVersion.apply(change) { $0.isDeleted ? nil : AppScopedName($0.appID, $0.name) }
        }
    }

    package static let listName = "bundles"
    /// The hidden bundle to which a channel points that serves none.
    static let unknown = "unknown"
    /// The hidden bundles that each app has from its creation; they are in no list.
    static let hiddenNames = [unknown, "builtin"]

    package var id = 0
    package var appID = ""
    /// The semantic version, or the name of a hidden bundle.
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

    /// Makes a hidden bundle of an app; its id is not known yet.
    init(hidden name: String, of app: App) {
        self.name = name
        appID = app.id
        userID = app.userID
        createdAt = app.createdAt
        updatedAt = app.createdAt
    }

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

    static func isHidden(_ name: String) -> Bool { hiddenNames.contains(name) }

    var isHidden: Bool { Self.isHidden(name) }

    private var isListed: Bool { !isDeleted && !isHidden }

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
