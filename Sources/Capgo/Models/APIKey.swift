package import Emulation

/// A key of the public API, which belongs to a user: seed list `capgo.api_keys`.
package struct APIKey: Entity {
    /// Finds keys by their text, by their user and by what they are limited to.
    package struct Indexes: RowIndexes {
        package private(set) var byKey = UniqueIndex<String>()
        package private(set) var byUser = Index<String>()
        package private(set) var byLimit = Index<String>()

        package init() {}

        package mutating func insert(_ key: APIKey, at place: RowID) {
            byKey.insert(key.key, at: place)
            byUser.insert(key.userID, key.createdAt, at: place)
            for limit in key.limits { byLimit.insert(limit, key.createdAt, at: place) }
        }

        package mutating func remove(_ key: APIKey, at place: RowID) {
            byKey.remove(key.key, at: place)
            byUser.remove(key.userID, key.createdAt, at: place)
            for limit in key.limits { byLimit.remove(limit, key.createdAt, at: place) }
        }
    }

    package static let listName = "api_keys"
    /// The name of a key that is made in the older way, which gives none.
    static let unnamed = "New API Key"

    package var id = 0
    package var userID = ""
    package var key = ""
    package var mode = KeyMode.read
    package var name = ""
    /// The only apps that the key reaches; none is no limit.
    package var limitedToApps: [String] = []
    /// The only organizations that the key reaches; none is no limit.
    package var limitedToOrganizations: [String] = []
    package var expiresAt: Timestamp?
    package var createdAt = Timestamp.unset
    package var updatedAt = Timestamp.unset
    /// Whether something that the key is limited to was deleted; the limit stays, or the key would reach everything.
    package var hasDeletedLimit = false

    package init() {}

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("id", &id, .optional(.positive))
        visitor.field("user_id", &userID, .required(.nonBlank))
        visitor.field("key", &key, .optional(.nonBlank))
        visitor.field("mode", &mode, .required(KeyMode.format))
        visitor.field("name", &name, .required(.nonBlank))
        visit("limited_to_apps", &limitedToApps, &visitor)
        visit("limited_to_orgs", &limitedToOrganizations, &visitor)
        visitor.field("expires_at", &expiresAt)
        visitor.field("created_at", &createdAt)
        visitor.field("updated_at", &updatedAt)
        visitor.field("outlives_limits", &hasDeletedLimit)
    }

    /// Null is as good as an empty list.
    private func visit(_ name: String, _ limits: inout [String], _ visitor: inout some FieldVisitor) {
        var list: [String]? = limits
        visitor.field(name, &list)
        limits = list ?? []
    }

    private var limits: [String] { limitedToApps + limitedToOrganizations }

    var isLimited: Bool { !limitedToApps.isEmpty || !limitedToOrganizations.isEmpty }

    func isExpired(at now: Timestamp) -> Bool {
        expiresAt.map { $0 <= now } ?? false
    }

    /// Tells whether the key's limits let an organization through.
    func reaches(organization: String) -> Bool {
        limitedToOrganizations.isEmpty || limitedToOrganizations.contains(organization)
    }

    /// Tells whether the key's limits let an app through.
    func reaches(app: String) -> Bool {
        limitedToApps.isEmpty || limitedToApps.contains(app)
    }
}

extension APIKey: APIObject {
    func write(to object: inout ObjectWriter) {
        write(to: &object, withUpdate: true)
    }

    fileprivate func write(to object: inout ObjectWriter, withUpdate: Bool) {
        object.member("id", id)
        object.member("key", key)
        object.member("mode", mode.rawValue)
        object.member("name", name)
        object.member("created_at", createdAt)
        if withUpdate { object.member("updated_at", updatedAt) }
        object.member("user_id", userID)
        if !limitedToApps.isEmpty { object.member("limited_to_apps", limitedToApps) }
        if !limitedToOrganizations.isEmpty { object.member("limited_to_orgs", limitedToOrganizations) }
        if let expiresAt { object.member("expires_at", expiresAt) }
    }
}

/// A key as the answer that makes it shows it: without `updated_at`.
struct NewAPIKey: APIObject {
    let key: APIKey

    func write(to object: inout ObjectWriter) {
        key.write(to: &object, withUpdate: false)
    }
}
