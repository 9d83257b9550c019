package import Emulation

/// A key of the Management API, which belongs to one organization: seed list `cavos.api_keys`.
package struct APIKey: Entity {
    /// Finds keys by their plaintext and by their organization.
    package struct Indexes: RowIndexes {
        package private(set) var byKey = UniqueIndex<String>()
        /// Without keys whose organization was deleted without them.
        package private(set) var byOrganization = Index<String>()
        /// The other keys.
        package private(set) var byDeletedOrganization = Index<String>()

        package init() {}

        package mutating func apply(_ change: RowChange<APIKey>) {
            byKey.apply(change, by: \.key)
            byOrganization.apply(
                change, by: { $0.organizationDeleted ? nil : $0.organizationID }, at: \.createdAt)
            byDeletedOrganization.apply(
                change, by: { $0.organizationDeleted ? $0.organizationID : nil }, at: \.createdAt)
        }
    }

    package static let listName = "api_keys"
    /// The prefix of every key.
    package static let prefix = "cav_"
    static let secretCharacterCount = 48
    static let prefixCharacterCount = 12

    package var id = ""
    package var organizationID = ""
    package var name = ""
    /// The plaintext, `cav_` and 48 characters of `A-Za-z0-9_-`; a seed may shorten it.
    package var key = ""
    /// False after the key was revoked.
    package var isActive = true
    package var createdAt = Timestamp.unset
    package var lastUsedAt: Timestamp?
    /// Whether the key's organization was deleted without it, or is being deleted.
    ///
    /// The API then answers 404.
    package var organizationDeleted = false

    package init() {}

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("id", &id, .optional(.uuid))
        visitor.field("organization_id", &organizationID, .required(.uuid))
        visitor.field("name", &name, .required(.nonBlank))
        visitor.field("key", &key, .optional(.nonBlank))
        visitor.field("is_active", &isActive)
        visitor.field("created_at", &createdAt)
        visitor.field("last_used_at", &lastUsedAt)
        visitor.field("organization_deleted", &organizationDeleted)
    }

    /// Makes a new plaintext.
    static func plaintext(from identifiers: inout IdentifierSource) -> String {
        prefix + identifiers.urlSafeText(length: secretCharacterCount)
    }

    /// The visible part of a key in the dashboard after its creation.
    var keyPrefix: String {
        String(key.prefix(Self.prefixCharacterCount))
    }
}

/// A new key in the only answer that has its plaintext.
struct NewKeyAnswer: APIObject {
    let key: APIKey

    static let example = NewKeyAnswer(key: APIKey())

    func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.field("key", NewKey(key: key))
        visitor.field("plaintext", key.key)
    }

    private struct NewKey: APIObject {
        let key: APIKey

        static let example = NewKey(key: APIKey())

        func visitFields(_ visitor: inout some AnswerVisitor) {
            visitor.field("id", key.id)
            visitor.field("name", key.name)
            visitor.field("key_prefix", key.keyPrefix)
            visitor.field("is_active", key.isActive)
            visitor.field("created_at", key.createdAt)
        }
    }
}

/// A key in the dashboard's list.
package struct ListedKey: APIObject {
    let key: APIKey

    package static let example = ListedKey(key: APIKey())

    package func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.field("id", key.id)
        visitor.field("name", key.name)
        visitor.field("key_prefix", key.keyPrefix)
        visitor.field("is_active", key.isActive)
        visitor.field("last_used_at", key.lastUsedAt)
        visitor.field("created_at", key.createdAt)
    }
}
