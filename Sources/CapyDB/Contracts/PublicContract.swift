internal import Emulation
internal import HTTP

/// The shape of a key in a contract: the only object in which the contracts differ.
protocol KeyAnswer: APIObject {
    /// - Parameters:
    ///   - key: the key to show.
    ///   - now: the time at which `isActive` is evaluated.
    init(_ key: APIKey, at now: Timestamp)
}

/// The members of a key that all contracts show.
extension APIKey {
    func visitFieldsBeforeManager(_ visitor: inout some AnswerVisitor, at now: Timestamp) {
        visitor.field("created_at", createdAt)
        visitor.optionalField("created_by_user_id", createdByUserID)
        visitor.optionalField("device_name", deviceName)
        visitor.optionalField("expires_at", expiresAt.map(ExactTime.init))
        visitor.field("id", id)
        visitor.field("is_active", isActive(at: now))
        visitor.field("key_prefix", keyPrefix)
        visitor.optionalField("last_used_at", lastUsedAt)
    }

    func visitFieldsAfterManager(_ visitor: inout some AnswerVisitor, at now: Timestamp) {
        visitor.field("name", name)
        visitor.field("organization_id", organizationID)
        visitor.optionalField("project_id", projectID)
        visitor.optionalField("revoked_at", revocation(at: now))
        visitor.field("scopes", scopes)
        visitor.field("source", source)
    }
}

/// The common parts of all contracts of the public API.
extension CapyDBService {
    static func publicContract(
        _ version: CapyDBOptions.Version, render: @escaping Contract<CapyDBService>.Render
    ) -> Contract<CapyDBService> {
        Contract(
            id: version.rawValue, routes: publicRoutes, pathPrefixes: [pathPrefix],
            refusals: commonRefusals,
            secrets: SecretFields(
                headers: [
                    "Authorization", CapyDBCredential.apiKeyHeader,
                    CapyDBOperations.pollTokenHeader,
                ],
                query: [CapyDBFields.pollToken.name], members: ["plaintext_api_key", "poll_token"]),
            identify: CapyDBCredential.identify, render: render, transportMessage: lowercased)
    }

    static let commonRefusals = CommonRefusals(
        notFound: .notFound, methodNotAllowed: .methodNotAllowed, tooManyRequests: .tooManyRequests,
        internalError: .internalError, authentication: CapyDBCredential.refusals)

    /// Converts a sentence to the service's style, which has no capitals.
    @Sendable static func lowercased(_ sentence: String) -> String {
        sentence.lowercased()
    }

    /// Renders results in the shape of the API and of its dashboard.
    static func render<Key: KeyAnswer>(
        _ result: CapyDBResult, keysAs: Key.Type, _ form: AnswerForm
    ) -> Answer {
        switch result {
        case .viewer(let organization, let principal):
            Answer(200, ViewerAnswer(organization: organization, principal: principal), form)
        case .organization(let organization):
            Answer(200, Wrapped("organization", organization), form)
        case .newOrganization(let organization):
            Answer(201, Wrapped("organization", organization), form)
        case .organizations(let organizations):
            Answer(200, Wrapped("organizations", organizations), form)
        case .member(let member): Answer(200, Wrapped("member", member), form)
        case .newMember(let member): Answer(201, Wrapped("member", member), form)
        case .members(let members): Answer(200, Wrapped("members", members), form)
        case .newSession(let session): Answer(201, Wrapped("session", session), form)
        case .project(let project): Answer(200, Wrapped("project", project), form)
        case .newProject(let project): Answer(201, Wrapped("project", project), form)
        case .projects(let projects): Answer(200, Wrapped("projects", projects), form)
        case .newKey(let key, let now):
            Answer(201, NewKeyAnswer(key: Key(key, at: now), plaintext: key.key), form)
        case .keys(let keys, let now):
            Answer(200, Wrapped("api_keys", keys.map { Key($0, at: now) }), form)
        case .newLogin(let login): Answer(201, NewLoginAnswer(login: login), form)
        case .loginProgress(let login, let organization, let plaintext):
            Answer(
                200,
                LoginProgressAnswer(login: login, organization: organization, plaintext: plaintext),
                form)
        case .login(let login):
            Answer(200, Wrapped("device_login", ListedLogin(login: login)), form)
        case .logins(let logins):
            Answer(200, Wrapped("device_logins", logins.map(ListedLogin.init)), form)
        case .revoked: Answer(200, Wrapped("revoked", true), form)
        case .removed: Answer(200, Wrapped("removed", true), form)
        case .deleted: Answer(200, Wrapped("deleted", true), form)
        }
    }
}
