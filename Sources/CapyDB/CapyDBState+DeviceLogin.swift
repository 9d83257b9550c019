internal import Emulation
internal import HTTP
internal import JSON

/// The device login: a program asks for a key, a person approves in the console, the program fetches the key once.
extension CapyDBState {
    /// `POST /v1/cli/login/sessions`: `{"name"?,"device_name"?,"source"?,"expires_at"?,"scopes"?}`, no credential.
    ///
    /// A key that is asked for without scopes may do all, as the command line program needs it.
    mutating func startLogin(_ call: inout Call) throws(Failure) -> Answer {
        forgetOldLogins(at: call.now)
        var login = try LoginSession(RequestBody(call, isOptional: true), in: self, now: call.now)
        login.id = call.identifiers.id("cli")
        login.pollToken = call.identifiers.secret("poll_")
        loginSessions.put(login)
        return Answer(201, login.startedJSON)
    }

    /// Drops up to two requests that expired a day ago, so that beginning one does not let the state grow without end.
    private mutating func forgetOldLogins(at now: Timestamp) {
        let end = now.advanced(byMilliseconds: -LoginSession.remembranceMilliseconds)
        let oldest = loginSessions.rows(at: loginSessions.indexes.byExpiry.oldestFirst(0).prefix(2))
        for login in oldest where login.isExpired(at: end) { loginSessions.delete(login.id) }
    }

    /// `GET /v1/cli/login/sessions/{id}`: how far the request has come.
    ///
    /// The plaintext is in the first answer that says `completed` and in no other.
    mutating func pollLogin(_ call: inout Call) throws(Failure) -> Answer {
        guard var login = loginSessions[call.parameters["sessionID"]] else { throw Refused(.loginNotFound) }
        let token = call.request.headers["X-CapyDB-Poll-Token"] ?? call.query["poll_token"] ?? ""
        guard token.utf8.elementsEqual(login.pollToken.utf8) else { throw Refused(.unauthorized) }
        guard !login.isExpired(at: call.now) else { throw Refused(.loginExpired) }
        let organization = login.organizationID.flatMap { organizations[$0] }
        var plaintext: String?
        if login.state == .completed && !login.isDelivered {
            plaintext = login.apiKeyID.flatMap { apiKeys[$0] }?.key
            login.isDelivered = true
            loginSessions.put(login)
        }
        return Answer(200, login.polledJSON(organization, plaintext: plaintext))
    }

    // MARK: The dashboard

    /// Lists the requests that wait for a person, newest first.
    mutating func listLogins(_ call: inout Call) throws(Failure) -> Answer {
        let now = call.now
        let state = LoginSession.State.pending.rawValue
        let waiting = loginSessions.rows(at: loginSessions.indexes.byState.newestFirst(state))
            .filter { !$0.isExpired(at: now) }
        return Answer(200, ["device_logins": .array(waiting.map(\.dashboardJSON))])
    }

    /// Approves a request, `{"user","organization_id"}`, as an admin of the organization, and makes the key.
    mutating func approveLogin(_ call: inout Call) throws(Failure) -> Answer {
        var login = try pendingLogin(call)
        let body = try RequestBody(call)
        let (name, organizationID) = (try body.text("user"), try body.text("organization_id"))
        guard let user = call.accounts.user(named: name ?? "") else { throw Refused(.userNotFound) }
        guard let organization = organizations[organizationID ?? ""] else { throw Refused(.organizationNotFound) }
        guard let member = members[Member.ID(organizationID: organization.id, user: user.id)] else {
            throw Refused(.memberNotFound)
        }
        guard member.role == .admin else { throw Refused(.adminRequired) }

        login.organizationID = organization.id
        login.apiKeyID = issue(login.key(for: organization, by: user, now: call.now), &call).id
        login.state = .completed
        login.authorizedAt = call.now
        loginSessions.put(login)
        return Answer(200, ["device_login": login.dashboardJSON])
    }

    /// Denies a request: the device is told so.
    mutating func denyLogin(_ call: inout Call) throws(Failure) -> Answer {
        var login = try pendingLogin(call)
        login.state = .denied
        loginSessions.put(login)
        return Answer(200, ["device_login": login.dashboardJSON])
    }

    private func pendingLogin(_ call: Call) throws(Failure) -> LoginSession {
        guard let login = loginSessions[call.parameters["sessionID"]] else { throw Refused(.loginNotFound) }
        guard !login.isExpired(at: call.now) else { throw Refused(.loginExpired) }
        guard login.state == .pending else { throw Refused(.loginNotPending) }
        return login
    }
}

extension LoginSession {
    /// Checks the body of a device's request: types first, then the rules that a new key's body has.
    fileprivate init(_ body: RequestBody, in state: CapyDBState, now: Timestamp) throws(CapyDBState.Failure) {
        self.init()
        let name = try body.text("name")?.trimmed ?? ""
        deviceName = try body.text("device_name").flatMap { $0.isEmpty ? nil : $0 }
        let sourceName = try body.text("source") ?? ""
        keyExpiresAt = try body.time("expires_at")
        let scopes = try body.texts("scopes") ?? [Scope.all.rawValue]

        source = try Self.source(named: sourceName)
        self.name = name.isEmpty ? Self.keyName(for: source, on: deviceName) : name
        self.scopes = try state.checkedScopes(scopes)
        if let keyExpiresAt, keyExpiresAt <= now { throw Refused(.expiryNotInFuture) }
        createdAt = now
        expiresAt = now.advanced(byMilliseconds: Self.lifetimeMilliseconds)
    }

    private static func source(named text: String) throws(CapyDBState.Failure) -> APIKey.Source {
        guard !text.isEmpty else { return .cli }
        guard let source = APIKey.Source(rawValue: text), sources.contains(source) else {
            throw Refused(.unsupportedSource, about: text)
        }
        return source
    }

    private static func keyName(for source: APIKey.Source, on device: String?) -> String {
        (source == .agent ? "CapyDB agent" : "CapyDB CLI") + (device.map { " on " + $0 } ?? "")
    }

    /// The key that an approval makes; an agent's expires after 90 days, or earlier if it asked for that.
    fileprivate func key(for organization: Organization, by user: User, now: Timestamp) -> APIKey {
        var key = APIKey()
        key.organizationID = organization.id
        key.name = name
        key.scopes = scopes
        key.source = source
        key.deviceName = deviceName
        key.createdByUserID = user.id
        key.expiresAt = keyExpiresAt
        if source == .agent {
            let latest = now.advanced(byMilliseconds: Self.agentKeyLifetimeMilliseconds)
            key.expiresAt = min(keyExpiresAt ?? latest, latest)
        }
        return key
    }
}
