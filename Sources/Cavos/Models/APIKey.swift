package import Emulation
internal import JSON

/// A key of the Management API, which belongs to one organization: seed list `cavos.api_keys`.
package struct APIKey: Entity {
    /// Finds keys by their text and by their organization.
    package struct Indexes: RowIndexes {
        package private(set) var byKey = UniqueIndex<String>()
        package private(set) var byOrganization = Index<String>()

        package init() {}

        package mutating func insert(_ key: APIKey, at place: RowID) {
            byKey.insert(key.key, at: place)
            byOrganization.insert(key.organizationID, key.createdAt, at: place)
        }

        package mutating func remove(_ key: APIKey, at place: RowID) {
            byKey.remove(key.key, at: place)
            byOrganization.remove(key.organizationID, key.createdAt, at: place)
        }
    }

    package static let listName = "api_keys"
    /// What every key begins with.
    package static let prefix = "cav_"
    static let secretCharacterCount = 48
    static let prefixCharacterCount = 12

    package var id = ""
    package var organizationID = ""
    package var name = ""
    /// The plaintext, `cav_` and 48 characters of `A-Za-z0-9_-`; a seed may pin a shorter one.
    package var key = ""
    /// Whether the key was not revoked.
    package var isActive = true
    package var createdAt = Timestamp.unset
    package var lastUsedAt: Timestamp?
    /// Whether the key outlived its organization, which is how the API comes to answer 404.
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

    /// What the dashboard shows of a key once its plaintext is gone.
    var keyPrefix: String {
        String(key.prefix(Self.prefixCharacterCount))
    }

    /// The dashboard's shape in the answer that makes the key.
    var createdJSON: JSONValue {
        [
            "id": .string(id), "name": .string(name), "key_prefix": .string(keyPrefix), "is_active": .bool(isActive),
            "created_at": .string(createdAt.rfc3339Seconds),
        ]
    }

    /// The dashboard's shape in a list.
    var listedJSON: JSONValue {
        [
            "id": .string(id), "name": .string(name), "key_prefix": .string(keyPrefix), "is_active": .bool(isActive),
            "last_used_at": lastUsedAt.map { .string($0.rfc3339Seconds) } ?? .null,
            "created_at": .string(createdAt.rfc3339Seconds),
        ]
    }
}
