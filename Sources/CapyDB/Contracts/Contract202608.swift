package import Emulation
internal import HTTP

extension CapyDBService {
    /// The public API as its page of August 2026 documents it.
    package static let contract202608 = publicContract("2026-08", render: render202608)

    @Sendable static func render202608(_ result: CapyDBResult) -> Answer {
        render(result, keysAs: KeyAnswer202608.self)
    }
}

/// The members are in the order of CapyDB's reference, which is alphabetical.
struct KeyAnswer202608: KeyAnswer {
    private let key: APIKey
    private let isActive: Bool

    init(_ key: APIKey, at now: Timestamp) {
        self.key = key
        isActive = key.isActive(at: now)
    }

    static let example = KeyAnswer202608(APIKey(), at: Timestamp(milliseconds: 0))

    func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.field("created_at", key.createdAt)
        visitor.optionalField("created_by_user_id", key.createdByUserID)
        visitor.optionalField("device_name", key.deviceName)
        visitor.optionalField("expires_at", key.expiresAt.map(ExactTime.init))
        visitor.field("id", key.id)
        visitor.field("is_active", isActive)
        visitor.field("key_prefix", key.keyPrefix)
        visitor.optionalField("last_used_at", key.lastUsedAt)
        visitor.field("name", key.name)
        visitor.field("organization_id", key.organizationID)
        visitor.optionalField("project_id", key.projectID)
        visitor.optionalField("revoked_at", key.revokedAt)
        visitor.field("scopes", key.scopes)
        visitor.field("source", key.source)
    }
}
