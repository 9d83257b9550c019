package import Emulation

/// A Capgo app: seed list `capgo.apps`.
package struct App: Entity {
    /// Finds apps by their organization.
    package struct Indexes: RowIndexes {
        package private(set) var byOrganization = Index<String>()
        package private(set) var byRow = UniqueIndex<String>()

        package init() {}

        package mutating func insert(_ app: App, at place: RowID) {
            byOrganization.insert(app.ownerOrganization, app.createdAt, at: place)
            byRow.insert(app.row, at: place)
        }

        package mutating func remove(_ app: App, at place: RowID) {
            byOrganization.remove(app.ownerOrganization, app.createdAt, at: place)
            byRow.remove(app.row, at: place)
        }
    }

    package static let listName = "apps"
    static let defaultRetentionSeconds = 2_592_000
    /// Below two years of 365.2 days: what the page allows.
    static let retentionSecondsRange = 0..<63_113_904

    /// The reverse-domain name, one of its kind in the whole service.
    package var appID = ""
    package var name = ""
    package var ownerOrganization = ""
    /// The UUID that the API calls `id`.
    package var row = ""
    package var userID = ""
    package var iconURL = ""
    package var defaultUploadChannel = "dev"
    package var lastVersion: String?
    package var retentionSeconds = Self.defaultRetentionSeconds
    package var createdAt = Timestamp.unset
    package var updatedAt = Timestamp.unset

    package init() {}

    package var id: String { appID }

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("app_id", &appID, .required(.nonBlank))
        visitor.field("name", &name, .required(.nonBlank))
        visitor.field("owner_org", &ownerOrganization, .required(.nonBlank))
        visitor.field("id", &row, .optional(.uuid))
        visitor.field("user_id", &userID, .optional(.nonBlank))
        visitor.field("icon_url", &iconURL)
        visitor.field("default_upload_channel", &defaultUploadChannel)
        visitor.field("last_version", &lastVersion)
        visitor.field("retention", &retentionSeconds, .optional(.nonNegative))
        visitor.field("created_at", &createdAt)
        visitor.field("updated_at", &updatedAt)
    }
}

extension App: APIObject {
    func write(to object: inout ObjectWriter) {
        object.member("app_id", appID)
        object.member("created_at", createdAt)
        object.member("default_upload_channel", defaultUploadChannel)
        object.member("icon_url", iconURL)
        object.member("id", row)
        object.member("last_version", lastVersion)
        object.member("name", name)
        object.member("owner_org", ownerOrganization)
        object.member("retention", retentionSeconds)
        object.member("transfer_history", [])
        object.member("updated_at", updatedAt)
        object.member("user_id", userID)
    }
}
