package import Emulation

/// A key of an organization or of one of its projects: seed list `capydb.api_keys`.
package struct APIKey: Entity {
    /// Where a key was created (contract: "`APIKey`").
    package enum Source: String, StringEnum {
        /// The API, called with another key.
        case api
        /// The console, or the API called by a person.
        case dashboard
        /// A device login of the command line program.
        case cli
        /// A device login of an agent, which runs without a person.
        case agent
    }

    /// Finds keys by their plaintext, their organization and their project.
    package struct Indexes: RowIndexes {
        package private(set) var byKey = UniqueIndex<String>()
        package private(set) var byOrganization = Index<String>()
        package private(set) var byProject = Index<String>()

        package init() {}

        package mutating func apply(_ change: RowChange<APIKey>) {
            byKey.apply(change, by: \.key)
            byOrganization.apply(change, by: \.organizationID, at: \.createdAt)
            byProject.apply(change, by: \.projectID, at: \.createdAt)
        }
    }

    package static let listName = "api_keys"
    /// The prefix of every key.
    package static let prefix = "capy_live_"
    static let prefixCharacterCount = 14

    package var id = ""
    package var organizationID = ""
    package var name = ""
    /// The plaintext, `capy_live_` and 43 characters of `A-Za-z0-9_-`; a seed may shorten it.
    package var key = ""
    package var scopes: [String] = []
    package var source = Source.api
    /// The project that the key is limited to; nil for a key of the whole organization.
    package var projectID: String?
    package var deviceName: String?
    /// The id of the user in whose session the key was created.
    package var createdByUserID: String?
    package var createdAt = Timestamp.unset
    package var expiresAt: Timestamp?
    package var lastUsedAt: Timestamp?
    package var revokedAt: Timestamp?
    /// Whether the key may manage its organization, such as its keys; false for a key of a project.
    package var isManager = true
    /// Until when a device must fetch the key that its login asked for; nil once it has, and for
    /// other keys.
    package var fetchBy: Timestamp?

    package init() {}

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("id", &id, .optional(.nonBlank))
        visitor.field("organization_id", &organizationID, .required(.nonBlank))
        visitor.field("name", &name, .required(.nonBlank))
        visitor.field("key", &key)
        visitor.field("scopes", &scopes, .required)
        visitor.field("source", &source)
        visitor.field("project_id", &projectID)
        visitor.field("device_name", &deviceName)
        visitor.field("created_by_user_id", &createdByUserID)
        visitor.field("created_at", &createdAt)
        visitor.field("expires_at", &expiresAt)
        visitor.field("last_used_at", &lastUsedAt)
        visitor.field("revoked_at", &revokedAt)
        visitor.field("manager", &isManager)
        visitor.field("fetch_by", &fetchBy)
    }

    /// Whether the key is neither revoked nor expired.
    package func isActive(at now: Timestamp) -> Bool {
        revocation(at: now) == nil && expiresAt.map { now < $0 } ?? true
    }

    /// When the key was revoked; a key that no device has fetched in time counts as revoked at
    /// that time.
    func revocation(at now: Timestamp) -> Timestamp? {
        revokedAt ?? fetchBy.flatMap { $0 <= now ? $0 : nil }
    }

    /// The visible part of a key after its creation.
    var keyPrefix: String {
        String(key.prefix(Self.prefixCharacterCount))
    }
}

/// A new key in the only answer that has its plaintext.
struct NewKeyAnswer<Key: KeyAnswer>: APIObject {
    let key: Key
    let plaintext: String

    static var example: NewKeyAnswer { NewKeyAnswer(key: Key.example, plaintext: "") }

    func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.field("api_key", key)
        visitor.field("plaintext_api_key", plaintext)
    }
}
