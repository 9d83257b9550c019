internal import Bytes
internal import Emulation

/// API keys (contract: "API keys").
extension CapgoOperations {
    /// Lists the keys of the caller's user (`GET /apikey/`).
    @Sendable static func listKeys(_ state: CapgoState, _ call: Call, by key: APIKey)
        throws(Refused) -> CapgoResult
    {
        try state.requireKeyManagement(by: key)
        return .keys(state.apiKeys.list { $0.byUser.oldestFirst(key.userID) })
    }

    /// Returns a key of the caller's user (`GET /apikey/:id`).
    @Sendable static func readKey(_ state: CapgoState, _ call: Call, by key: APIKey) throws(Refused)
        -> CapgoResult
    {
        try state.requireKeyManagement(by: key)
        return .key(try state.ownKey(call.parameters["id"], of: key.userID))
    }

    /// `POST /apikey/`, in the newer or the older form.
    @Sendable static func createKey(_ state: inout CapgoState, _ call: inout Call, by key: APIKey)
        throws(Refused)
        -> CapgoResult
    {
        try state.requireKeyManagement(by: key)
        let request = try KeyRequest(body(call), at: call.now)
        return try state.addKey(request, user: key.userID, &call)
    }

    /// Changes a key (`PUT /apikey/:id`).
    @Sendable static func updateKey(_ state: inout CapgoState, _ call: inout Call, by key: APIKey)
        throws(Refused)
        -> CapgoResult
    {
        try state.requireKeyManagement(by: key)
        let fields = try body(call)
        let regenerates = try fields.read(CapgoFields.regenerates) ?? false
        guard regenerates || fields.changesKey else { throw Refused(.noValidFields) }
        let (name, mode) = (
            try fields.read(CapgoFields.newName), try fields.read(CapgoFields.newMode)
        )
        let (limitedToApps, limitedToOrganizations) =
            (
                try fields.read(CapgoFields.limitedToApps),
                try fields.read(CapgoFields.limitedToOrganizations)
            )
        let expiresAt = try fields.expiration(after: call.now)

        var changed = try state.ownKey(call.parameters["id"], of: key.userID)
        let former = changed
        changed.name = name ?? changed.name
        changed.mode = mode ?? changed.mode
        changed.limitedToApps = limitedToApps ?? changed.limitedToApps
        changed.limitedToOrganizations = limitedToOrganizations ?? changed.limitedToOrganizations
        try state.requireReach(of: changed, except: former)
        if fields.has(CapgoFields.expiration) { changed.expiresAt = expiresAt }
        if regenerates {
            let plaintext = call.identifiers.uuid {
                state.isTaken($0) || state.apiKey(withPlaintext: $0) != nil
            }
            changed.setPlaintext(plaintext, isHashed: changed.keyHash != nil)
        }
        changed.updatedAt = call.now
        state.apiKeys.put(changed)
        return .key(changed)
    }

    /// `DELETE /apikey/:id/`, by id or by plaintext; a key may delete itself.
    @Sendable static func deleteKey(_ state: inout CapgoState, _ call: inout Call, by key: APIKey)
        throws(Refused)
        -> CapgoResult
    {
        try state.requireKeyManagement(by: key)
        let text = call.parameters["id"]
        guard
            let found = (try? state.ownKey(text, of: key.userID))
                ?? state.ownKey(withText: text, of: key.userID)
        else { throw Refused(.keyNotFound) }
        state.apiKeys.delete(found.id)
        return .keyDeleted
    }
}

/// The members of a new key.
struct KeyRequest {
    var name: String?
    var mode: KeyMode
    /// The organization to which the older form of the request limits the key.
    var organization: String?
    var limitedToApps: [String]
    var limitedToOrganizations: [String]
    var expiresAt: Timestamp?
    /// Whether only a hash of the key is stored.
    var isHashed: Bool
}

extension KeyRequest {
    /// Reads the body of `POST /apikey/`.
    fileprivate init(_ fields: RequestFields, at now: Timestamp) throws(Refused) {
        mode = try fields.require(CapgoFields.mode)
        organization = try fields.read(CapgoFields.keyOrganization)
        name = try fields.read(CapgoFields.newName)
        guard name != nil || organization != nil else { throw Refused(.nameRequired) }
        limitedToApps = try fields.read(CapgoFields.limitedToApps) ?? []
        limitedToOrganizations = try fields.read(CapgoFields.limitedToOrganizations) ?? []
        expiresAt = try fields.expiration(after: now)
        isHashed = try fields.read(CapgoFields.isHashed) ?? false
    }
}

extension APIKey {
    /// Sets the plaintext, or only its hash.
    fileprivate mutating func setPlaintext(_ text: String, isHashed: Bool) {
        key = isHashed ? nil : text
        keyHash = isHashed ? Self.hash(of: text) : nil
    }

    /// The hash that is stored of a plaintext.
    static func hash(of text: String) -> String {
        SHA256.hexadecimal(of: text.utf8)
    }
}

extension CapgoState {
    /// Finds a key by its plaintext, also one of which only the hash is stored.
    func apiKey(withPlaintext text: String) -> APIKey? {
        let indexes = apiKeys.indexes
        let row = indexes.byKey[text] ?? indexes.byHash[APIKey.hash(of: text)]
        return row.flatMap { apiKeys[$0] }
    }

    /// Creates a key.
    mutating func addKey(
        _ request: KeyRequest, user: String, _ call: inout Call
    ) throws(Refused) -> CapgoResult {
        var key = APIKey()
        key.userID = user
        key.mode = request.mode
        key.name = request.name ?? APIKey.unnamed
        key.limitedToApps = request.limitedToApps
        key.limitedToOrganizations = request.limitedToOrganizations
        if key.limitedToOrganizations.isEmpty, let only = request.organization {
            key.limitedToOrganizations = [only]
        }
        key.expiresAt = request.expiresAt
        try requireReach(of: key)

        key.id = try nextID(for: apiKeys)
        let plaintext = call.identifiers.uuid { isTaken($0) || apiKey(withPlaintext: $0) != nil }
        key.setPlaintext(plaintext, isHashed: request.isHashed)
        key.createdAt = call.now
        key.updatedAt = call.now
        apiKeys.put(key)
        return .newKey(key, plaintext: plaintext)
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
        guard let key = apiKey(withPlaintext: text), key.userID == user else { return nil }
        return key
    }

    /// Throws if the user cannot access an entry of a new limit; former limits are not checked.
    ///
    /// Limits can have tens of thousands of entries: each is looked up once, and so is the user's
    /// role in each organization.
    fileprivate func requireReach(of key: APIKey, except former: APIKey? = nil) throws(Refused) {
        var roles: [ByteString: Bool] = [:]
        func hasRole(in organization: String) -> Bool {
            if let known = roles[organization] { return known }
            let role = organizations.read(organization) { $0.role(of: key.userID) }
            let isMember = (role ?? nil) != nil
            roles[organization] = isMember
            return isMember
        }
        let formerOrganizations = Set((former?.limitedToOrganizations ?? []).map { ByteString($0) })
        for id in key.limitedToOrganizations where !formerOrganizations.contains(ByteString(id)) {
            guard hasRole(in: id) else { throw Refused(.organizationNotFound) }
        }
        let formerApps = Set((former?.limitedToApps ?? []).map { ByteString($0) })
        for id in key.limitedToApps where !formerApps.contains(ByteString(id)) {
            guard let owner = apps.read(id, \.ownerOrganization), hasRole(in: owner) else {
                throw Refused(.appNotFound)
            }
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
