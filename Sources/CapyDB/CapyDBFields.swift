internal import Emulation
internal import JSON

/// The members of request bodies and the query items that CapyDB reads.
///
/// A member of the wrong type invalidates the whole body, before any other rule is checked. So
/// operations read all members first, and read a required member like an optional one.
enum CapyDBFields {
    // MARK: Keys

    /// The required name of a new entity, trimmed.
    static let name = text("name", .nonBlank, missing: .nameRequired) { $0.trimmed }
    static let scopes = RequestField<[String]>(
        "scopes", .list(scopeType), missing: Refused(.scopesRequired), wrong: Refused(.invalidBody)
    ) { [String](json: $0) }
    static let projectID = text("project_id")
    static let expiresAt = RequestField<Timestamp>(
        "expires_at", .dateTime, wrong: Refused(.invalidBody)
    ) {
        Timestamp(json: $0)
    }
    static let deviceName = text("device_name")
    /// The dashboard: the id or the e-mail address of the user who is stored as a key's creator.
    static let creator = text("user")

    // MARK: Device logins

    /// The name of the requested key, trimmed; by default the device's name.
    static let requestedName = text("name") { $0.trimmed }
    /// The scopes that a device asks for; by default all.
    static let requestedScopes = RequestField<[String]>(
        "scopes", .list(scopeType), wrong: Refused(.invalidBody)
    ) {
        [String](json: $0)
    }
    /// The kind of program that asks; an empty string counts as omitted.
    static let source = RequestField<String>(
        "source", .oneOf(LoginSession.sources.map(\.rawValue)), wrong: Refused(.invalidBody)
    ) { $0.string }
    /// Query: the token of the device that began the login, unless it is in a header.
    static let pollToken = RequestField<String>(
        "poll_token", .string, wrong: Refused(.unauthorized)
    ) { $0.string }

    // MARK: Organizations

    /// An organization's new name, trimmed.
    static let newName = text("name") { $0.trimmed }
    static let slug = text("slug") { $0.trimmed }

    private static let scopeType = FieldType.oneOf(Scope.allCases.map(\.rawValue))

    private static func text(
        _ name: String, _ type: FieldType = .string, missing: Refusal? = nil,
        _ transform: @escaping @Sendable (String) -> String = { $0 }
    ) -> RequestField<String> {
        RequestField(name, type, missing: missing.map { Refused($0) }, wrong: Refused(.invalidBody)) { json in
            json.string.map(transform)
        }
    }
}
