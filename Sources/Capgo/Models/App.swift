package import Emulation

/// A Capgo app: seed list `capgo.apps`.
package struct App: Entity {
    /// Finds apps by their organization.
    package struct Indexes: RowIndexes {
        package private(set) var byOrganization = Index<String>()
        package private(set) var byUUID = UniqueIndex<String>()

        package init() {}

        package mutating func apply(_ change: RowChange<App>) {
            byOrganization.apply(change, by: \.ownerOrganization, at: \.createdAt)
            byUUID.apply(change, by: \.uuid)
        }
    }

    package static let listName = "apps"
    static let defaultRetentionSeconds = 2_592_000
    /// The documented range: less than two years of 365.2 days.
    static let retentionSecondsRange = 0..<63_113_904

    /// The reverse-domain name, unique in the whole service.
    package var appID = ""
    package var name = ""
    package var ownerOrganization = ""
    /// The member `id` in the API and in seeds.
    package var uuid = ""
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
        visitor.field("id", &uuid, .optional(.uuid))
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
    package static let example = App()

    package func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.field("app_id", appID)
        visitor.field("created_at", createdAt)
        visitor.field("default_upload_channel", defaultUploadChannel)
        visitor.field("icon_url", iconURL)
        visitor.field("id", uuid)
        visitor.field("last_version", lastVersion)
        visitor.field("name", name)
        visitor.field("owner_org", ownerOrganization)
        visitor.field("retention", retentionSeconds)
        visitor.field("transfer_history", [String]())
        visitor.field("updated_at", updatedAt)
        visitor.field("user_id", userID)
    }
}
