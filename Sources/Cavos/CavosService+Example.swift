internal import Emulation
internal import JSON

extension CavosService {
    /// Creates an app with the first key that allows it.
    package static func exampleCommand(baseURL: String, state: CavosState) -> String? {
        guard let key = state.apiKeys.all.first(where: { $0.isActive && !$0.organizationDeleted }) else { return nil }
        let body: JSONValue = ["name": "My App", "organization_id": .string(key.organizationID)]
        return CurlCommand.text(
            "POST", baseURL + "/api/v1/apps",
            headers: ["Authorization: Bearer \(key.key)", "Content-Type: application/json"], body: body.text)
    }
}
