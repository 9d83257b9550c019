internal import Emulation
internal import JSON

/// The operations of the public API and of the dashboard.
enum CapyDBOperations {
    /// The body of a request, which must be a JSON object.
    static func body(_ call: Call) throws(Refused) -> RequestFields {
        guard let body = call.body else { throw Refused(.invalidBody) }
        return body
    }

    /// Throws if a name is missing; called after the types of all members are checked.
    static func required(_ name: String?) throws(Refused) -> String {
        guard let name, !name.isEmpty else { throw Refused(.nameRequired) }
        return name
    }
}

/// Keys: the three documented operations, and the same in the dashboard.
extension CapyDBOperations {
    /// `GET /v1/organizations/{orgID}/api-keys`.
    @Sendable static func listAPIKeys(_ state: CapyDBState, _ call: Call, by caller: Principal)
        throws(Refused)
        -> CapyDBResult
    {
        state.listKeys(
            of: try state.organization(named: call, managedBy: caller, with: .apiKeysRead),
            at: call.now)
    }

    /// Lists an organization's keys in the dashboard.
    @Sendable static func listKeys(_ state: CapyDBState, _ call: Call) throws(Refused)
        -> CapyDBResult
    {
        state.listKeys(of: try state.organization(named: call), at: call.now)
    }

    /// `POST /v1/organizations/{orgID}/api-keys`; the only answer that shows the plaintext.
    @Sendable static func createAPIKey(
        _ state: inout CapyDBState, _ call: inout Call, by caller: Principal
    )
        throws(Refused) -> CapyDBResult
    {
        let organization = try state.organization(
            named: call, managedBy: caller, with: .apiKeysWrite)
        var key = try NewKeyRequest(body(call), for: organization, in: state, now: call.now).key
        key.source = caller.userID == nil ? .api : .dashboard
        key.createdByUserID = caller.userID
        return .newKey(state.issue(key, &call), at: call.now)
    }

    /// Creates a key in the dashboard: the API's body, with `user` as the key's creator.
    @Sendable static func createKey(_ state: inout CapyDBState, _ call: inout Call) throws(Refused)
        -> CapyDBResult
    {
        let organization = try state.organization(named: call)
        let body = try call.fields(checkedAs: NewKeyForm.self)
        let creator = try body.read(CapyDBFields.creator)
        var key = try NewKeyRequest(body, for: organization, in: state, now: call.now).key
        key.source = .dashboard
        if let creator { key.createdByUserID = try call.user(named: creator).id }
        return .newKey(state.issue(key, &call), at: call.now)
    }

    /// `DELETE /v1/organizations/{orgID}/api-keys/{keyID}`; a key may revoke itself.
    @Sendable static func revokeAPIKey(
        _ state: inout CapyDBState, _ call: inout Call, by caller: Principal
    )
        throws(Refused) -> CapyDBResult
    {
        let organization = try state.organization(
            named: call, managedBy: caller, with: .apiKeysWrite)
        return try state.revokeKey(call, of: organization)
    }

    /// Revokes a key in the dashboard.
    @Sendable static func revokeKey(_ state: inout CapyDBState, _ call: inout Call) throws(Refused)
        -> CapyDBResult
    {
        try state.revokeKey(call, of: try state.organization(named: call))
    }
}

extension CapyDBState {
    /// Lists keys, newest first, including revoked and expired ones.
    fileprivate func listKeys(of organization: Organization, at now: Timestamp) -> CapyDBResult {
        .keys(apiKeys.list { $0.byOrganization.newestFirst(organization.id) }, at: now)
    }

    /// Gives a new key its id, plaintext and time, and stores it.
    mutating func issue(_ draft: APIKey, _ call: inout Call) -> APIKey {
        var key = draft
        key.id = call.identifiers.unused({ $0.id("key") }) { apiKeys.contains($0) }
        key.key = call.identifiers.unused({ $0.secret(APIKey.prefix) }) {
            apiKeys.indexes.byKey[$0] != nil
        }
        key.createdAt = call.now
        if key.deviceName?.isEmpty ?? false { key.deviceName = nil }
        apiKeys.put(key)
        return key
    }

    /// Revokes a key; a second revocation changes nothing, not even the time.
    fileprivate mutating func revokeKey(_ call: Call, of organization: Organization) throws(Refused)
        -> CapyDBResult
    {
        guard let key = apiKeys[call.parameters["keyID"]], key.organizationID == organization.id
        else {
            throw Refused(.keyNotFound)
        }
        if key.revocation(at: call.now) == nil {
            apiKeys.update(key.id) { $0.revokedAt = call.now }
        }
        return .revoked
    }
}
