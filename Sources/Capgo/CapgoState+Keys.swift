internal import Emulation
internal import JSON

/// API keys (contract: "API keys").
extension CapgoState {
    /// Lists the keys of the caller's user (`GET /apikey/`).
    mutating func listKeys(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try requireKeyManagement(by: key)
        return .data(apiKeys.rows(at: apiKeys.indexes.byUser.oldestFirst(key.userID)))
    }

    /// Shows one of them (`GET /apikey/:id`).
    mutating func readKey(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try requireKeyManagement(by: key)
        return .bare(try ownKey(call.parameters["id"], of: key.userID))
    }

    /// `POST /apikey/`, in the newer form and in the older one.
    mutating func createKey(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try requireKeyManagement(by: key)
        let fields = try RequestFields(bodyOrQuery: call)
        let made = try makeKey(fields, user: key.userID, &call)
        return .wrapped("{\"apikey\":") { $0.append(NewAPIKey(key: made)) }
    }

    /// Reads what a new key is to be, and makes it.
    mutating func makeKey(_ fields: RequestFields, user: String, _ call: inout Call) throws(Failure) -> APIKey {
        var key = APIKey()
        key.userID = user
        guard let mode = try fields.mode() else { throw Refused(.invalidMode) }
        key.mode = mode
        let organization = fields["org_id"] == nil ? nil : try fields.organizationID("org_id")
        if let name = try fields.name() {
            key.name = name
        } else if organization != nil {
            key.name = APIKey.unnamed
        } else {
            throw Refused(.nameRequired)
        }
        key.limitedToApps = try fields.texts("limited_to_apps") ?? []
        key.limitedToOrganizations = try fields.texts("limited_to_orgs") ?? []
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

    /// Changes a key (`PUT /apikey/:id`).
    mutating func updateKey(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try requireKeyManagement(by: key)
        let fields = try RequestFields(body: call)
        let regenerates = try fields.flag("regenerate") ?? false
        let changing = ["name", "mode", "limited_to_apps", "limited_to_orgs", "expires_at"]
        guard regenerates || fields.hasAny(of: changing) else { throw Refused(.noValidFields) }
        let (name, mode) = (try fields.name(), try fields.mode())
        let (limitedToApps, limitedToOrganizations) =
            (try fields.texts("limited_to_apps"), try fields.texts("limited_to_orgs"))
        let expiresAt = try fields.expiration(after: call.now)

        var changed = try ownKey(call.parameters["id"], of: key.userID)
        let former = changed
        changed.name = name ?? changed.name
        changed.mode = mode ?? changed.mode
        changed.limitedToApps = limitedToApps ?? changed.limitedToApps
        changed.limitedToOrganizations = limitedToOrganizations ?? changed.limitedToOrganizations
        try requireReach(of: changed, except: former)
        if fields["expires_at"] != nil { changed.expiresAt = expiresAt }
        if regenerates { changed.key = call.identifiers.uuid() }
        changed.updatedAt = call.now
        apiKeys.put(changed)
        return .bare(changed)
    }

    /// `DELETE /apikey/:id/`, by number or by the key itself; the key of the request goes like any other.
    mutating func deleteKey(_ call: inout Call, by key: APIKey) throws(Failure) -> Answer {
        try requireKeyManagement(by: key)
        let text = call.parameters["id"]
        guard let found = (try? ownKey(text, of: key.userID)) ?? ownKey(withText: text, of: key.userID) else {
            throw Refused(.keyNotFound)
        }
        apiKeys.delete(found.id)
        return Answer(200, ["success": true])
    }

    private func requireKeyManagement(by key: APIKey) throws(Failure) {
        try require(.manage, of: key, .apiKeys)
        guard !key.isLimited else { throw Self.forbidden(.apiKeys) }
    }

    private func ownKey(_ text: String, of user: String) throws(Failure) -> APIKey {
        guard let id = Int(digits: text), let key = apiKeys[id], key.userID == user else { throw Refused(.keyNotFound) }
        return key
    }

    private func ownKey(withText text: String, of user: String) -> APIKey? {
        guard let key = apiKeys.indexes.byKey[text].flatMap({ apiKeys[$0] }), key.userID == user else { return nil }
        return key
    }

    /// Refuses a key that would be limited to what its user does not reach; limits that it had may stay.
    private func requireReach(of key: APIKey, except former: APIKey? = nil) throws(Failure) {
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
    /// Returns a key's mode; nil is left out.
    fileprivate func mode() throws(Failure) -> KeyMode? {
        guard let value = self["mode"] else { return nil }
        guard let mode = value.string.flatMap(KeyMode.init) else { throw Refused(.invalidMode) }
        return mode
    }

    /// Returns when a key ends; null is never, and so is leaving it out.
    fileprivate func expiration(after now: Timestamp) throws(Failure) -> Timestamp? {
        guard let value = self["expires_at"], !value.isNull else { return nil }
        guard let text = value.string, let moment = Timestamp(rfc3339: text) ?? Timestamp(rfc3339Day: text),
            moment > now
        else { throw Refused(.expirationNotInFuture) }
        return moment
    }
}
