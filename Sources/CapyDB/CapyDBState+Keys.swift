internal import Emulation
internal import JSON

/// Keys: the three documented operations, and the same acts in the dashboard.
extension CapyDBState {
    /// `GET /v1/organizations/{orgID}/api-keys`.
    mutating func listKeys(_ call: inout Call, by caller: Principal) throws(Failure) -> Answer {
        listKeys(of: try organization(call, managedBy: caller, with: .apiKeysRead), at: call.now)
    }

    /// `POST /v1/organizations/{orgID}/api-keys`; the only answer that shows the plaintext.
    mutating func createKey(_ call: inout Call, by caller: Principal) throws(Failure) -> Answer {
        let organization = try organization(call, managedBy: caller, with: .apiKeysWrite)
        let source: APIKey.Source = caller.userID == nil ? .api : .dashboard
        return try createKey(&call, of: organization, source: source, createdBy: caller.userID)
    }

    /// `DELETE /v1/organizations/{orgID}/api-keys/{keyID}`; a key may revoke itself.
    mutating func revokeKey(_ call: inout Call, by caller: Principal) throws(Failure) -> Answer {
        let organization = try organization(call, managedBy: caller, with: .apiKeysWrite)
        return try revokeKey(call, of: organization)
    }

    /// Lists an organization's keys in the dashboard.
    mutating func listKeys(_ call: inout Call) throws(Failure) -> Answer {
        listKeys(of: try organization(call), at: call.now)
    }

    /// Creates a key in the dashboard: the API's body, and `user`, who is noted as the key's creator.
    mutating func createKey(_ call: inout Call) throws(Failure) -> Answer {
        let organization = try organization(call)
        var user: User?
        if let text = try RequestBody(call).text("user") {
            user = call.accounts.user(named: text)
            guard user != nil else { throw Refused(.userNotFound) }
        }
        return try createKey(&call, of: organization, source: .dashboard, createdBy: user?.id)
    }

    /// Revokes a key in the dashboard.
    mutating func revokeKey(_ call: inout Call) throws(Failure) -> Answer {
        try revokeKey(call, of: try organization(call))
    }

    /// Newest first; revoked and expired keys stay listed.
    private func listKeys(of organization: Organization, at now: Timestamp) -> Answer {
        let keys = apiKeys.rows(at: apiKeys.indexes.byOrganization.newestFirst(organization.id))
        return Answer(200, ["api_keys": .array(keys.map { $0.json(at: now) })])
    }

    private mutating func createKey(
        _ call: inout Call, of organization: Organization, source: APIKey.Source, createdBy user: String?
    ) throws(Failure) -> Answer {
        let request = try KeyRequest(RequestBody(call), for: organization, in: self, now: call.now)
        var key = APIKey()
        key.organizationID = organization.id
        key.name = request.name
        key.scopes = request.scopes
        key.source = source
        key.projectID = request.projectID
        key.deviceName = request.deviceName
        key.createdByUserID = user
        key.expiresAt = request.expiresAt
        key = issue(key, &call)
        return Answer(201, ["api_key": key.json(at: call.now), "plaintext_api_key": .string(key.key)])
    }

    /// Gives a new key its id, plaintext and time, and keeps it.
    mutating func issue(_ draft: APIKey, _ call: inout Call) -> APIKey {
        var key = draft
        key.id = call.identifiers.id("key")
        key.key = call.identifiers.secret(APIKey.prefix)
        key.createdAt = call.now
        if key.deviceName?.isEmpty ?? false { key.deviceName = nil }
        apiKeys.put(key)
        return key
    }

    /// Revokes at once; revoking again is no change and keeps the first time.
    private mutating func revokeKey(_ call: Call, of organization: Organization) throws(Failure) -> Answer {
        guard let key = apiKeys[call.parameters["keyID"]], key.organizationID == organization.id else {
            throw Refused(.keyNotFound)
        }
        if key.revokedAt == nil { apiKeys.update(key.id) { $0.revokedAt = call.now } }
        return Answer(200, ["revoked": true])
    }
}
