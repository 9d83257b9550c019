internal import Emulation
internal import JSON

/// The checked body of a request for a new key (contract: "`POST …/api-keys`").
///
/// Types are checked before anything else, as a decoder does it; then the rules, in the order of the contract's table.
struct KeyRequest {
    let name: String
    let scopes: [String]
    let projectID: String?
    let expiresAt: Timestamp?
    let deviceName: String?

    /// Checks a body.
    ///
    /// - Parameters:
    ///   - body: the request's object.
    ///   - organization: whose key it is to be.
    ///   - state: knows the projects and which scopes are allowed.
    ///   - now: what an expiry must be later than.
    /// - Throws: the first rule that is broken.
    init(_ body: RequestBody, for organization: Organization, in state: CapyDBState, now: Timestamp)
        throws(CapyDBState.Failure)
    {
        let name = try body.text("name")?.trimmed
        let scopes = try body.texts("scopes")
        projectID = try body.text("project_id")
        expiresAt = try body.time("expires_at")
        deviceName = try body.text("device_name")

        guard let name, !name.isEmpty else { throw Refused(.nameRequired) }
        self.name = name
        self.scopes = try state.checkedScopes(scopes ?? [])
        if let projectID {
            guard state.projects[projectID]?.organizationID == organization.id else { throw Refused(.projectNotFound) }
            if let scope = self.scopes.first(where: Scope.reachesBeyondProject) {
                throw Refused(.scopeNotForProjectKeys, about: scope)
            }
        }
        if let expiresAt, expiresAt <= now { throw Refused(.expiryNotInFuture) }
    }
}

extension CapyDBState {
    /// Checks the scopes that a key is to have; their order is kept, repeats are dropped.
    func checkedScopes(_ scopes: [String]) throws(Failure) -> [String] {
        guard !scopes.isEmpty else { throw Refused(.scopesRequired) }
        var seen: Set<String> = []
        for scope in scopes where !isAllowed(scope) { throw Refused(.unsupportedScope, about: scope) }
        return scopes.filter { seen.insert($0).inserted }
    }

    /// Tells whether a key may be given a scope.
    func isAllowed(_ scope: String) -> Bool {
        options.scopes == .any || Scope(rawValue: scope) != nil
    }
}
