package import Emulation
internal import JSON

/// A key of an organization or of one of its projects: seed list `capydb.api_keys`.
package struct APIKey: Entity {
    /// Where a key was made (contract: "`APIKey`").
    package enum Source: String, StringEnum {
        /// The API, called with another key.
        case api
        /// The console, or the API called by a person.
        case dashboard
        /// A device login of the command line program.
        case cli
        /// A device login of a program that works on its own.
        case agent
    }

    /// Finds keys by their text, their organization and their project.
    package struct Indexes: RowIndexes {
        package private(set) var byKey = UniqueIndex<String>()
        package private(set) var byOrganization = Index<String>()
        package private(set) var byProject = Index<String>()

        package init() {}

        package mutating func insert(_ key: APIKey, at place: RowID) {
            byKey.insert(key.key, at: place)
            byOrganization.insert(key.organizationID, key.createdAt, at: place)
            if let project = key.projectID { byProject.insert(project, key.createdAt, at: place) }
        }

        package mutating func remove(_ key: APIKey, at place: RowID) {
            byKey.remove(key.key, at: place)
            byOrganization.remove(key.organizationID, key.createdAt, at: place)
            if let project = key.projectID { byProject.remove(project, key.createdAt, at: place) }
        }
    }

    package static let listName = "api_keys"
    /// What every key begins with.
    package static let prefix = "capy_live_"
    static let prefixCharacterCount = 14

    package var id = ""
    package var organizationID = ""
    package var name = ""
    /// The plaintext, `capy_live_` and 43 characters of `A-Za-z0-9_-`; a seed may pin a shorter one.
    package var key = ""
    package var scopes: [String] = []
    package var source = Source.api
    /// The project that the key is for; nil for a key of the whole organization.
    package var projectID: String?
    package var deviceName: String?
    /// The id of the user in whose session the key was made.
    package var createdByUserID: String?
    package var createdAt = Timestamp.unset
    package var expiresAt: Timestamp?
    package var lastUsedAt: Timestamp?
    package var revokedAt: Timestamp?

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
    }

    /// Whether the key opens anything: it was not revoked and has not expired.
    package func isActive(at now: Timestamp) -> Bool {
        revokedAt == nil && expiresAt.map { now < $0 } ?? true
    }

    /// The API's shape; members stand in the order of CapyDB's reference, which is the alphabet's.
    ///
    /// An expiry is printed as exactly as it was given, so that a client can compare it.
    func json(at now: Timestamp) -> JSONValue {
        .object(
            JSONObject(present: [
                "created_at": .string(createdAt.rfc3339Seconds),
                "created_by_user_id": createdByUserID.map(JSONValue.string),
                "device_name": deviceName.map(JSONValue.string),
                "expires_at": (expiresAt?.rfc3339).map(JSONValue.string),
                "id": .string(id),
                "is_active": .bool(isActive(at: now)),
                "key_prefix": .string(String(key.prefix(Self.prefixCharacterCount))),
                "last_used_at": (lastUsedAt?.rfc3339Seconds).map(JSONValue.string),
                "name": .string(name),
                "organization_id": .string(organizationID),
                "project_id": projectID.map(JSONValue.string),
                "revoked_at": (revokedAt?.rfc3339Seconds).map(JSONValue.string),
                "scopes": .array(scopes.map { .string($0) }),
                "source": source.json,
            ]))
    }
}
