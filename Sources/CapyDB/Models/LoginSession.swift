package import Emulation
internal import JSON

/// A device's request for a key, which a person approves in the console: seed list `capydb.login_sessions`.
package struct LoginSession: Entity {
    /// How far the request has come.
    package enum State: String, StringEnum {
        case pending
        case completed
        case denied
    }

    /// Finds requests by state and by organization, and the ones that are longest gone.
    package struct Indexes: RowIndexes {
        package private(set) var byState = Index<String>()
        package private(set) var byOrganization = Index<String>()
        package private(set) var byExpiry = Index<Int>()

        package init() {}

        package mutating func insert(_ login: LoginSession, at place: RowID) {
            byState.insert(login.state.rawValue, login.createdAt, at: place)
            if let organization = login.organizationID {
                byOrganization.insert(organization, login.createdAt, at: place)
            }
            byExpiry.insert(0, login.expiresAt, at: place)
        }

        package mutating func remove(_ login: LoginSession, at place: RowID) {
            byState.remove(login.state.rawValue, login.createdAt, at: place)
            if let organization = login.organizationID {
                byOrganization.remove(organization, login.createdAt, at: place)
            }
            byExpiry.remove(0, login.expiresAt, at: place)
        }
    }

    package static let listName = "login_sessions"
    static let lifetimeMilliseconds: Int64 = 600_000
    /// How long the key of an agent lives at most.
    static let agentKeyLifetimeMilliseconds: Int64 = 90 * Timestamp.millisecondsPerDay
    /// How long an expired request is remembered, and answered by 410.
    static let remembranceMilliseconds: Int64 = Timestamp.millisecondsPerDay

    package var id = ""
    package var pollToken = ""
    package var state = State.pending
    /// `cli` or `agent`.
    package var source = APIKey.Source.cli
    /// The name of the key to be.
    package var name = ""
    package var deviceName: String?
    package var scopes: [String] = []
    /// When the key to be expires, if the device asked for that.
    package var keyExpiresAt: Timestamp?
    package var createdAt = Timestamp.unset
    package var expiresAt = Timestamp.unset
    package var authorizedAt: Timestamp?
    package var organizationID: String?
    /// The key that was made when a person approved.
    package var apiKeyID: String?
    /// Whether the plaintext was handed over, which happens once.
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

    /// What can log in without a browser of its own.
    static let sources = [APIKey.Source.cli, .agent]

    /// Tells whether the ten minutes are over.
    func isExpired(at now: Timestamp) -> Bool {
        expiresAt <= now
    }

    /// The answer to the device that begins.
    var startedJSON: JSONValue {
        [
            "session_id": .string(id), "poll_token": .string(pollToken),
            "expires_at": .string(expiresAt.rfc3339Seconds), "state": state.json,
        ]
    }

    /// The answer to the device that asks how far its request has come.
    ///
    /// - Parameters:
    ///   - organization: for which the key is; nil before a person approves.
    ///   - plaintext: of the key, for the one poll that shows it.
    /// - Returns: the API's shape.
    func polledJSON(_ organization: Organization?, plaintext: String?) -> JSONValue {
        .object(
            JSONObject(present: [
                "session_id": .string(id),
                "state": state.json,
                "expires_at": .string(expiresAt.rfc3339Seconds),
                "authorized_at": (authorizedAt?.rfc3339Seconds).map(JSONValue.string),
                "organization_id": (organization?.id).map(JSONValue.string),
                "organization_name": (organization?.name).map(JSONValue.string),
                "organization_slug": (organization?.slug).map(JSONValue.string),
                "plaintext_api_key": plaintext.map(JSONValue.string),
            ]))
    }

    /// The dashboard's shape: what a person sees who is to approve.
    var dashboardJSON: JSONValue {
        .object(
            JSONObject(present: [
                "api_key_id": apiKeyID.map(JSONValue.string),
                "created_at": .string(createdAt.rfc3339Seconds),
                "device_name": deviceName.map(JSONValue.string),
                "expires_at": .string(expiresAt.rfc3339Seconds),
                "name": .string(name),
                "organization_id": organizationID.map(JSONValue.string),
                "scopes": .array(scopes.map { .string($0) }),
                "session_id": .string(id),
                "source": source.json,
                "state": state.json,
            ]))
    }
}
