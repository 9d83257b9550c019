internal import Emulation
internal import HTTP
internal import JSON

/// The device login: a program asks for a key, a person approves in the console, the program fetches the key once.
extension CapyDBOperations {
    static let pollTokenHeader = "X-CapyDB-Poll-Token"

    /// `POST /v1/cli/login/sessions`: `{"name"?,"device_name"?,"source"?,"expires_at"?,"scopes"?}`, no credential.
    ///
    /// The default is all scopes, because the command line program needs them. A missing body
    /// counts as an empty object.
    @Sendable static func startLogin(_ state: inout CapyDBState, _ call: inout Call) throws(Refused)
        -> CapyDBResult
    {
        state.forgetOldLogins(at: call.now)
        let body = call.hasBody ? try body(call) : call.fields(JSONObject())
        var login = try LoginSession(body, in: state, now: call.now)
        login.id = call.identifiers.unused({ $0.id("cli") }) { state.loginSessions.contains($0) }
        login.pollToken = call.identifiers.secret("poll_")
        state.loginSessions.put(login)
        return .newLogin(login)
    }

    /// `GET /v1/cli/login/sessions/{id}`: the progress of a login.
    ///
    /// A write although it is a GET: the plaintext is in the first answer that says `completed` and in no other.
    /// The answer to HEAD delivers nothing.
    @Sendable static func pollLogin(_ state: inout CapyDBState, _ call: inout Call) throws(Refused)
        -> CapyDBResult
    {
        guard var login = state.loginSessions[call.parameters["sessionID"]] else {
            throw Refused(.loginNotFound)
        }
        guard try pollToken(call).utf8.elementsEqual(login.pollToken.utf8) else {
            throw Refused(.unauthorized)
        }
        guard !login.isExpired(at: call.now) else { throw Refused(.loginExpired) }
        guard login.state != .denied else { throw Refused(.loginDenied) }
        let organization = login.organizationID.flatMap { state.organizations[$0] }
        var plaintext: String?
        if login.state == .completed && !login.isDelivered {
            plaintext = login.apiKeyID.flatMap { state.apiKeys[$0] }?.key
            if !call.isHead { state.markDelivered(&login) }
        }
        return .loginProgress(login, organization, plaintext: plaintext)
    }

    private static func pollToken(_ call: Call) throws(Refused) -> String {
        if let token = call.header(FieldName(pollTokenHeader)), !token.isEmpty { return token }
        return try call.query.read(CapyDBFields.pollToken) ?? ""
    }

    // MARK: The dashboard

    /// Lists the logins that wait for approval, newest first.
    @Sendable static func listLogins(_ state: CapyDBState, _ call: Call) throws(Refused)
        -> CapyDBResult
    {
        let pending = LoginSession.State.pending.rawValue
        let now = call.now
        return .logins(
            state.loginSessions.list({ $0.byState.newestFirst(pending) }) {
                $0.isExpired(at: now) ? nil : $0
            })
    }

    /// Approves a login, `{"user","organization_id"}`, as an admin of the organization.
    ///
    /// Creates the key, which the device must fetch before the login expires.
    @Sendable static func approveLogin(_ state: inout CapyDBState, _ call: inout Call)
        throws(Refused)
        -> CapyDBResult
    {
        var login = try state.pendingLogin(named: call)
        let form = try call.form(ApprovalForm.self)
        let user = try call.user(named: form.user)
        guard let organization = state.organizations[form.organizationID] else {
            throw Refused(
                member: "organization_id", form.organizationID,
                expected: "the id of an organization")
        }
        guard let member = state.members[Member.ID(organizationID: organization.id, user: user.id)]
        else {
            throw Refused(.memberNotFound)
        }
        guard member.role == .admin else { throw Refused(.adminRequired) }

        login.organizationID = organization.id
        login.apiKeyID =
            state.issue(login.key(for: organization, by: user, now: call.now), &call).id
        login.state = .completed
        login.authorizedAt = call.now
        state.loginSessions.put(login)
        return .login(login)
    }

    /// Denies a login; the device sees that when it polls.
    @Sendable static func denyLogin(_ state: inout CapyDBState, _ call: inout Call) throws(Refused)
        -> CapyDBResult
    {
        var login = try state.pendingLogin(named: call)
        try call.requireNoMembers()
        login.state = .denied
        state.loginSessions.put(login)
        return .login(login)
    }
}

extension CapyDBState {
    /// Records that the device has the plaintext of its key.
    fileprivate mutating func markDelivered(_ login: inout LoginSession) {
        login.isDelivered = true
        loginSessions.put(login)
        if let id = login.apiKeyID { apiKeys.update(id) { $0.fetchBy = nil } }
    }

    /// Deletes up to two logins that expired a day ago.
    ///
    /// Called for each new login, so the number of logins is bounded.
    fileprivate mutating func forgetOldLogins(at now: Timestamp) {
        let end = now.advanced(byMilliseconds: -LoginSession.remembranceMilliseconds)
        let oldest = loginSessions.rows(at: loginSessions.indexes.byExpiry.oldestFirst(0).prefix(2))
        for login in oldest where login.isExpired(at: end) { loginSessions.delete(login.id) }
    }

    fileprivate func pendingLogin(named call: Call) throws(Refused) -> LoginSession {
        guard let login = loginSessions[call.parameters["sessionID"]] else {
            throw Refused(.loginNotFound)
        }
        guard !login.isExpired(at: call.now) else { throw Refused(.loginExpired) }
        guard login.state == .pending else { throw Refused(.loginNotPending) }
        return login
    }
}

extension LoginSession {
    /// Checks the body of a device's request: types first, then the rules for new keys.
    fileprivate init(_ body: RequestFields, in state: CapyDBState, now: Timestamp) throws(Refused) {
        self.init()
        let name = try body.read(CapyDBFields.requestedName) ?? ""
        deviceName = try body.read(CapyDBFields.deviceName).flatMap { $0.isEmpty ? nil : $0 }
        let sourceName = try body.read(CapyDBFields.source) ?? ""
        keyExpiresAt = try body.read(CapyDBFields.expiresAt)
        let scopes = try body.read(CapyDBFields.requestedScopes) ?? [Scope.all.rawValue]

        source = try Self.source(named: sourceName)
        self.name = name.isEmpty ? Self.keyName(for: source, on: deviceName) : name
        self.scopes = try state.checkedScopes(scopes)
        if let keyExpiresAt, keyExpiresAt <= now { throw Refused(.expiryNotInFuture) }
        createdAt = now
        expiresAt = now.advanced(byMilliseconds: Self.lifetimeMilliseconds)
    }

    private static func source(named text: String) throws(Refused) -> APIKey.Source {
        guard !text.isEmpty else { return .cli }
        guard let source = APIKey.Source(rawValue: text), sources.contains(source) else {
            throw Refused(.unsupportedSource, about: text)
        }
        return source
    }

    private static func keyName(for source: APIKey.Source, on device: String?) -> String {
        (source == .agent ? "CapyDB agent" : "CapyDB CLI") + (device.map { " on " + $0 } ?? "")
    }

    /// The key that an approval creates; an agent's expires after at most 90 days.
    fileprivate func key(for organization: Organization, by user: User, now: Timestamp) -> APIKey {
        var key = APIKey()
        key.organizationID = organization.id
        key.name = name
        key.scopes = scopes
        key.source = source
        key.deviceName = deviceName
        key.createdByUserID = user.id
        key.expiresAt = keyExpiresAt
        key.fetchBy = expiresAt
        if source == .agent {
            let latest = now.advanced(byMilliseconds: Self.agentKeyLifetimeMilliseconds)
            key.expiresAt = min(keyExpiresAt ?? latest, latest)
        }
        return key
    }
}
