internal import Emulation

extension CapyDBService {
    /// Lists an organization's keys with the first key that allows it.
    package static func exampleCommand(baseURL: String, state: CapyDBState) -> String? {
        let key = state.apiKeys.all.first { key in
            key.projectID == nil && key.revokedAt == nil && key.expiresAt == nil
                && key.fetchBy == nil
                && !key.scopes.allSatisfy { $0 != Scope.apiKeysRead.rawValue && $0 != Scope.all.rawValue }
        }
        guard let key else { return nil }
        return CurlCommand.text(
            "GET", baseURL + "/v1/organizations/\(key.organizationID)/api-keys",
            headers: ["Authorization: Bearer \(key.key)"])
    }
}
