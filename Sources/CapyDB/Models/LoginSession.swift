package import Emulation

/// A device's request for a key, which a person approves in the console: seed list `capydb.login_sessions`.
package struct LoginSession: Entity {
    /// The progress of the request.
    package enum State: String, StringEnum {
        case pending
        case completed
        case denied
    }

    /// Finds requests by state and by organization, and all ordered by expiry.
    package struct Indexes: RowIndexes {
        package private(set) var byState = Index<String>()
        package private(set) var byOrganization = Index<String>()
        package private(set) var byExpiry = Index<Int>()

        package init() {}

        package mutating func apply(_ change: RowChange<LoginSession>) {
            byState.apply(change, by: \.state.rawValue, at: \.createdAt)
            byOrganization.apply(change, by: \.organizationID, at: \.createdAt)
            byExpiry.apply(change, by: { _ in 0 }, at: \.expiresAt)
        }
    }

    package static let listName = "login_sessions"
    static let lifetimeMilliseconds: Int64 = 600_000
    /// The maximum lifetime of an agent's key.
    static let agentKeyLifetimeMilliseconds: Int64 = 90 * Timestamp.millisecondsPerDay
    /// How long an expired request is stored, and answered with 410.
    static let remembranceMilliseconds: Int64 = Timestamp.millisecondsPerDay

    package var id = ""
    package var pollToken = ""
    package var state = State.pending
    /// `cli` or `agent`.
    package var source = APIKey.Source.cli
    /// The name of the requested key.
    package var name = ""
    package var deviceName: String?
    package var scopes: [String] = []
    /// When the requested key expires; nil if the device did not say.
    package var keyExpiresAt: Timestamp?
    package var createdAt = Timestamp.unset
    package var expiresAt = Timestamp.unset
    package var authorizedAt: Timestamp?
    package var organizationID: String?
    /// The id of the key that the approval created.
    package var apiKeyID: String?
    /// Whether the plaintext was delivered, which happens once.
    package var isDelivered = false

    package init() {}

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("id", &id, .optional(.nonBlank))
        visitor.field("poll_token", &pollToken, .optional(.nonBlank))
        visitor.field("state", &state)
        visitor.field("source", &source, .optional(.oneOf(Self.sources.map(\.rawValue))))
        visitor.field("name", &name, .required(.nonBlank))
        visitor.field("device_name", &deviceName)
        visitor.field("scopes", &scopes, .required)
        visitor.field("key_expires_at", &keyExpiresAt)
        visitor.field("created_at", &createdAt)
        visitor.field("expires_at", &expiresAt)
        visitor.field("authorized_at", &authorizedAt)
        visitor.field("organization_id", &organizationID)
        visitor.field("api_key_id", &apiKeyID)
        visitor.field("is_delivered", &isDelivered)
    }

    /// The kinds of programs that can use the device login.
    static let sources = [APIKey.Source.cli, .agent]

    /// Whether the ten minutes for the approval are over.
    func isExpired(at now: Timestamp) -> Bool {
        expiresAt <= now
    }
}

/// The answer to the device that begins a login.
struct NewLoginAnswer: APIObject {
    let login: LoginSession

    static let example = NewLoginAnswer(login: LoginSession())

    func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.field("session_id", login.id)
        visitor.field("poll_token", login.pollToken)
        visitor.field("expires_at", login.expiresAt)
        visitor.field("state", login.state)
    }
}

/// The answer to the device that polls its login.
struct LoginProgressAnswer: APIObject {
    let login: LoginSession
    /// The organization of the key; nil before a person approves.
    let organization: Organization?
    /// The key's plaintext, in the one answer that shows it.
    let plaintext: String?

    static let example = LoginProgressAnswer(login: LoginSession(), organization: nil, plaintext: nil)

    func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.field("session_id", login.id)
        visitor.field("state", login.state)
        visitor.field("expires_at", login.expiresAt)
        visitor.optionalField("authorized_at", login.authorizedAt)
        visitor.optionalField("organization_id", organization?.id)
        visitor.optionalField("organization_name", organization?.name)
        visitor.optionalField("organization_slug", organization?.slug)
        visitor.optionalField("plaintext_api_key", plaintext)
    }
}

/// A login in the dashboard, for the person who approves it.
struct ListedLogin: APIObject {
    let login: LoginSession

    static let example = ListedLogin(login: LoginSession())

    func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.optionalField("api_key_id", login.apiKeyID)
        visitor.field("created_at", login.createdAt)
        visitor.optionalField("device_name", login.deviceName)
        visitor.field("expires_at", login.expiresAt)
        visitor.field("name", login.name)
        visitor.optionalField("organization_id", login.organizationID)
        visitor.field("scopes", login.scopes)
        visitor.field("session_id", login.id)
        visitor.field("source", login.source)
        visitor.field("state", login.state)
    }
}
