internal import Emulation
internal import JSON

/// Keys: the dashboard's acts.
extension CavosState {
    /// Lists an organization's keys, newest first, without their plaintext.
    mutating func listKeys(_ call: inout Call) throws(Failure) -> Answer {
        let organization = try organization(call)
        let keys = apiKeys.rows(at: apiKeys.indexes.byOrganization.newestFirst(organization.id))
        return Answer(200, ["keys": .array(keys.map(\.listedJSON))])
    }

    /// Generates a key, `{"name"}`; the only answer that shows the plaintext.
    mutating func generateKey(_ call: inout Call) throws(Failure) -> Answer {
        let organization = try organization(call)
        guard let body = call.json() else { throw Refused(.invalidJSON) }
        guard let name = body["name"]?.string?.trimmed, !name.isEmpty else { throw Refused(.keyNameRequired) }
        var key = APIKey()
        key.id = call.identifiers.uuid()
        key.organizationID = organization.id
        key.name = name
        key.key = APIKey.plaintext(from: &call.identifiers)
        key.createdAt = call.now
        apiKeys.put(key)
        return Answer(201, ["key": key.createdJSON, "plaintext": .string(key.key)])
    }

    /// Revokes a key at once; revoking it again is no change.
    mutating func revokeKey(_ call: inout Call) throws(Failure) -> Answer {
        let organization = try organization(call)
        guard let key = apiKeys[call.parameters["keyID"]], key.organizationID == organization.id else {
            throw Refused(.keyNotFound)
        }
        if key.isActive { apiKeys.update(key.id) { $0.isActive = false } }
        return Answer(200, ["success": true])
    }

    /// The organization that the path names.
    func organization(_ call: Call) throws(Failure) -> Organization {
        guard let organization = organizations[call.parameters["organizationID"]] else {
            throw Refused(.organizationNotFound)
        }
        return organization
    }
}
