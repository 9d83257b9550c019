internal import Emulation

/// API keys (contract: "API keys").
extension CapgoOperations {
    /// Lists the keys of the caller's user (`GET /apikey/`).
    @Sendable static func listKeys(_ state: CapgoState, _ call: Call, by key: APIKey) throws(Refused) -> CapgoResult {
        try state.requireKeyManagement(by: key)
        return .keys(state.apiKeys.rows(at: state.apiKeys.indexes.byUser.oldestFirst(key.userID)))
    }

    /// Returns a key of the caller's user (`GET /apikey/:id`).
    @Sendable static func readKey(_ state: CapgoState, _ call: Call, by key: APIKey) throws(Refused) -> CapgoResult {
        try state.requireKeyManagement(by: key)
        return .key(try state.ownKey(call.parameters["id"], of: key.userID))
    }

    /// `POST /apikey/`, in the newer or the older form.
    @Sendable static func createKey(_ state: inout CapgoState, _ call: inout Call, by key: APIKey) throws(Refused)
        -> CapgoResult
    {
        try state.requireKeyManagement(by: key)
        return .newKey(try state.makeKey(bodyOrQuery(call), user: key.userID, &call))
    }

    /// Changes a key (`PUT /apikey/:id`).
    @Sendable static func updateKey(_ state: inout CapgoState, _ call: inout Call, by key: APIKey) throws(Refused)
        -> CapgoResult
    {
        try state.requireKeyManagement(by: key)
        let fields = try body(call)
        let regenerates = try fields.read(CapgoFields.regenerates) ?? false
        guard regenerates || fields.changesKey else { throw Refused(.noValidFields) }
        let (name, mode) = (try fields.read(CapgoFields.newName), try fields.read(CapgoFields.newMode))
        let (limitedToApps, limitedToOrganizations) =
            (try fields.read(CapgoFields.limitedToApps), try fields.read(CapgoFields.limitedToOrganizations))
        let expiresAt = try fields.expiration(after: call.now)

        var changed = try state.ownKey(call.parameters["id"], of: key.userID)
        let former = changed
        changed.name = name ?? changed.name
        changed.mode = mode ?? changed.mode
        changed.limitedToApps = limitedToApps ?? changed.limitedToApps
        changed.limitedToOrganizations = limitedToOrganizations ?? changed.limitedToOrganizations
        try state.requireReach(of: changed, except: former)
        if fields.has(CapgoFields.expiration) { changed.expiresAt = expiresAt }
        if regenerates { changed.key = call.identifiers.uuid() }
        changed.updatedAt = call.now
        state.apiKeys.put(changed)
        return .key(changed)
    }

    /// `DELETE /apikey/:id/`, by id or by plaintext; a key may delete itself.
    @Sendable static func deleteKey(_ state: inout CapgoState, _ call: inout Call, by key: APIKey) throws(Refused)
        -> CapgoResult
    {
        try state.requireKeyManagement(by: key)
        let text = call.parameters["id"]
        guard let found = (try? state.ownKey(text, of: key.userID)) ?? state.ownKey(withText: text, of: key.userID)
        else { throw Refused(.keyNotFound) }
        state.apiKeys.delete(found.id)
        return .keyDeleted
    }
}

extension CapgoState {
    /// Creates a key from the fields of a request.
    mutating func makeKey(_ fields: RequestFields, user: String, _ call: inout Call) throws(Refused) -> APIKey {
        var key = APIKey()
        key.userID = user
        key.mode = try fields.require(CapgoFields.mode)
        let organization = try fields.read(CapgoFields.keyOrganization)
        if let name = try fields.read(CapgoFields.newName) {
            key.name = name
        } else if organization != nil {
            key.name = APIKey.unnamed
        } else {
            throw Refused(.nameRequired)
        }
        key.limitedToApps = try fields.read(CapgoFields.limitedToApps) ?? []
        key.limitedToOrganizations = try fields.read(CapgoFields.limitedToOrganizations) ?? []
        if let organization, key.limitedToOrganizations.isEmpty { key.limitedToOrganizations = [organization] }
        key.expiresAt = try fields.expiration(after: call.now)
        try requireReach(of: key)

        key.id = try nextID(for: apiKeys)
        key.key = call.identifiers.uuid()
        key.createdAt = call.now
        key.updatedAt = call.now
        apiKeys.put(key)
        return key
    }

    fileprivate func requireKeyManagement(by key: APIKey) throws(Refused) {
        try require(.manage, of: key, .apiKeys)
        guard !key.isLimited else { throw Self.forbidden(.apiKeys) }
    }

    fileprivate func ownKey(_ text: String, of user: String) throws(Refused) -> APIKey {
        guard let id = Int(digits: text), let key = apiKeys[id], key.userID == user else {
            throw Refused(.keyNotFound)
        }
        return key
    }

    fileprivate func ownKey(withText text: String, of user: String) -> APIKey? {
        guard let key = apiKeys.indexes.byKey[text].flatMap({ apiKeys[$0] }), key.userID == user else { return nil }
        return key
    }

    /// Throws if the user cannot access an entry of a new limit; former limits are not checked.
    fileprivate func requireReach(of key: APIKey, except former: APIKey? = nil) throws(Refused) {
        var user = APIKey()
        user.userID = key.userID
        for id in key.limitedToOrganizations where !(former?.limitedToOrganizations.contains(id) ?? false) {
            _ = try organization(id, reachedBy: user)
        }
        for id in key.limitedToApps where !(former?.limitedToApps.contains(id) ?? false) {
            _ = try app(id, reachedBy: user)
        }
    }
}

extension RequestFields {
    /// Whether a member is given that `PUT` can change.
    fileprivate var changesKey: Bool {
        has(CapgoFields.newName) || has(CapgoFields.newMode) || has(CapgoFields.limitedToApps)
            || has(CapgoFields.limitedToOrganizations) || has(CapgoFields.expiration)
    }

    /// When a key expires; nil means never.
    fileprivate func expiration(after now: Timestamp) throws(Refused) -> Timestamp? {
        guard let moment = try read(CapgoFields.expiration) else { return nil }
        guard moment > now else { throw Refused(.expirationNotInFuture) }
        return moment
    }
}
