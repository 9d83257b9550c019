internal import Bytes
package import Emulation

/// A key of the public API, which belongs to a user: seed list `capgo.api_keys`.
package struct APIKey: Entity {
    /// Finds keys by their plaintext or its hash, by their user and by their limits.
    package struct Indexes: RowIndexes {
        package private(set) var byKey = UniqueIndex<String>()
        package private(set) var byHash = UniqueIndex<String>()
        package private(set) var byUser = Index<String>()
        /// Without keys of which it is known that a limit was deleted.
        package private(set) var byLimit = Index<String>()
        /// The other limited keys.
        package private(set) var byOutlivedLimit = Index<String>()

        package init() {}

        package mutating func apply(_ change: RowChange<APIKey>) {
            byKey.apply(change, by: \.key)
            byHash.apply(change, by: \.keyHash)
            byUser.apply(change, by: \.userID, at: \.createdAt)
            byLimit.apply(change, byEach: { $0.hasDeletedLimit ? [] : $0.limits }, at: \.createdAt)
            byOutlivedLimit.apply(
                change, byEach: { $0.hasDeletedLimit ? $0.limits : [] }, at: \.createdAt)
        }
    }

    package static let listName = "api_keys"
    /// The name of a key that is created by the older form of the request, which has no name.
    static let unnamed = "New API Key"

    package var id = 0
    package var userID = ""
    /// The plaintext; nil for a key of which only the hash is stored.
    package var key: String?
    /// The SHA-256 of the plaintext in hexadecimal digits; nil if the plaintext is stored.
    package var keyHash: String?
    package var mode = KeyMode.read
    package var name = ""
    /// The only apps that the key can access; empty means no limit.
    package var limitedToApps: [String] = []
    /// The only organizations that the key can access; empty means no limit.
    package var limitedToOrganizations: [String] = []
    package var expiresAt: Timestamp?
    package var createdAt = Timestamp.unset
    package var updatedAt = Timestamp.unset
    /// Whether an app or organization in the limits was deleted, or is being deleted.
    ///
    /// The limit stays, because a key without limits can access everything.
    package var hasDeletedLimit = false

    package init() {}

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("id", &id, .optional(.positive))
        visitor.field("user_id", &userID, .required(.nonBlank))
        visitor.field("key", &key, .optional(.nonBlank))
        visitor.field("key_hash", &keyHash)
        visitor.field("mode", &mode, .required(KeyMode.format))
        visitor.field("name", &name, .required(.nonBlank))
        visit("limited_to_apps", &limitedToApps, &visitor)
        visit("limited_to_orgs", &limitedToOrganizations, &visitor)
        visitor.field("expires_at", &expiresAt)
        visitor.field("created_at", &createdAt)
        visitor.field("updated_at", &updatedAt)
        visitor.field("outlives_limits", &hasDeletedLimit)
    }

    /// Null is read as an empty list.
    private func visit(_ name: String, _ limits: inout [String], _ visitor: inout some FieldVisitor) {
        var list: [String]? = limits
        visitor.field(name, &list)
        limits = list ?? []
    }

    /// Whether the hash is absent or has 64 lower-case hexadecimal digits.
    var hasValidHash: Bool {
        guard let keyHash else { return true }
        return keyHash.utf8.count == 64
            && keyHash.utf8.allSatisfy { $0.hexadecimalValue != nil && $0 | 0x20 == $0 }
    }

    /// Each app and organization once.
    private var limits: [String] {
        let all = limitedToApps + limitedToOrganizations
        return all.count < 2 ? all : Set(all.map { ByteString($0) }).sorted().map(\.text)
    }

    var limitCount: Int { limitedToApps.count + limitedToOrganizations.count }

    var isLimited: Bool { !limitedToApps.isEmpty || !limitedToOrganizations.isEmpty }

    func isExpired(at now: Timestamp) -> Bool {
        expiresAt.map { $0 <= now } ?? false
    }

    func reaches(organization: String) -> Bool {
        limitedToOrganizations.isEmpty || limitedToOrganizations.contains(organization)
    }

    func reaches(app: String) -> Bool {
        limitedToApps.isEmpty || limitedToApps.contains(app)
    }
}

extension APIKey: APIObject {
    package static let example = APIKey()

    package func visitFields(_ visitor: inout some AnswerVisitor) {
        visitIdentity(&visitor, plaintext: key)
        visitor.field("created_at", createdAt)
        visitor.field("updated_at", updatedAt)
        visitLimits(&visitor)
    }

    fileprivate func visitIdentity(_ visitor: inout some AnswerVisitor, plaintext: String?) {
        visitor.field("id", id)
        visitor.field("key", plaintext)
        visitor.field("mode", mode)
        visitor.field("name", name)
    }

    fileprivate func visitLimits(_ visitor: inout some AnswerVisitor) {
        visitor.field("user_id", userID)
        visitor.optionalField("limited_to_apps", limitedToApps.isEmpty ? nil : limitedToApps)
        visitor.optionalField("limited_to_orgs", limitedToOrganizations.isEmpty ? nil : limitedToOrganizations)
        visitor.optionalField("expires_at", expiresAt)
    }
}

/// A key in the answer that creates it: with its plaintext, without `updated_at`.
struct NewKeyAnswer: APIObject {
    let key: APIKey
    let plaintext: String

    static let example = NewKeyAnswer(key: APIKey(), plaintext: "")

    func visitFields(_ visitor: inout some AnswerVisitor) {
        key.visitIdentity(&visitor, plaintext: plaintext)
        visitor.field("created_at", key.createdAt)
        key.visitLimits(&visitor)
    }
}
