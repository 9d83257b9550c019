internal import Emulation

/// The checked body of a request for a new key (contract: "`POST …/api-keys`").
///
/// Types are checked first, as a decoder does; then the rules, in the contract's order.
struct NewKeyRequest {
    /// The key without id, plaintext and time.
    private(set) var key = APIKey()

    /// - Parameters:
    ///   - body: the request's object.
    ///   - organization: the organization that the key will belong to.
    ///   - state: has the projects and the allowed scopes.
    ///   - now: the time that an expiry must be later than.
    /// - Throws: the refusal of the first broken rule.
    init(_ body: RequestFields, for organization: Organization, in state: CapyDBState, now: Timestamp)
        throws(Refused)
    {
        let name = try body.read(CapyDBFields.name)
        let scopes = try body.read(CapyDBFields.scopes)
        key.projectID = try body.read(CapyDBFields.projectID).flatMap { $0.isEmpty ? nil : $0 }
        key.expiresAt = try body.read(CapyDBFields.expiresAt)
        key.deviceName = try body.read(CapyDBFields.deviceName)

        key.organizationID = organization.id
        key.isManager = key.projectID == nil
        key.name = try CapyDBOperations.required(name)
        key.scopes = try state.checkedScopes(scopes ?? [])
        if let projectID = key.projectID {
            guard state.projects[projectID]?.organizationID == organization.id else { throw Refused(.projectNotFound) }
            if let scope = key.scopes.first(where: Scope.reachesBeyondProject) {
                throw Refused(.scopeNotForProjectKeys, about: scope)
            }
        }
        if let expiresAt = key.expiresAt, expiresAt <= now { throw Refused(.expiryNotInFuture) }
    }
}

extension CapyDBState {
    /// Checks the scopes of a new key; preserves their order, drops duplicates.
    func checkedScopes(_ scopes: [String]) throws(Refused) -> [String] {
        guard !scopes.isEmpty else { throw Refused(.scopesRequired) }
        var seen: Set<ByteString> = []
        for scope in scopes where !isAllowed(scope) { throw Refused(.unsupportedScope, about: scope) }
        return scopes.filter { seen.insert(ByteString($0)).inserted }
    }

    /// Whether a key may have a scope.
    func isAllowed(_ scope: String) -> Bool {
        options.scopes == .any || Scope(rawValue: scope) != nil
    }
}
