internal import Emulation

/// Keys: operations of the dashboard.
extension CavosOperations {
    /// Lists an organization's keys, newest first, without their plaintext.
    @Sendable static func listKeys(_ state: CavosState, _ call: Call) throws(Refused) -> CavosResult {
        let organization = try state.organization(named: call)
        return .keys(
            state.apiKeys.list({ $0.byOrganization.newestFirst(organization.id) }) {
                ListedKey(key: $0)
            })
    }

    /// Generates a key, `{"name"}`; the only answer that has the plaintext.
    @Sendable static func generateKey(_ state: inout CavosState, _ call: inout Call) throws(Refused)
        -> CavosResult
    {
        let organization = try state.organization(named: call)
        let name = try call.form(NewKeyForm.self).name?.trimmed ?? ""
        guard !name.isEmpty else { throw Refused(.keyNameRequired) }
        var key = APIKey()
        key.id = call.identifiers.uuid { state.isTaken($0) }
        key.organizationID = organization.id
        key.name = name
        key.key = call.identifiers.unused(APIKey.plaintext) {
            state.apiKeys.indexes.byKey[$0] != nil
        }
        key.createdAt = call.now
        state.apiKeys.put(key)
        return .newKey(key)
    }

    /// Revokes a key; a second revocation changes nothing.
    @Sendable static func revokeKey(_ state: inout CavosState, _ call: inout Call) throws(Refused)
        -> CavosResult
    {
        let organization = try state.organization(named: call)
        guard let key = state.apiKeys[call.parameters["keyID"]],
            key.organizationID == organization.id
        else {
            throw Refused(.keyNotFound)
        }
        if key.isActive { state.apiKeys.update(key.id) { $0.isActive = false } }
        return .done
    }
}

extension CavosState {
    /// The organization in the path.
    func organization(named call: Call) throws(Refused) -> Organization {
        guard let organization = organizations[call.parameters["organizationID"]] else {
            throw Refused(.organizationNotFound)
        }
        return organization
    }
}
