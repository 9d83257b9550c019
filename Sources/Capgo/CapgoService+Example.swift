internal import Emulation

extension CapgoService {
    /// Lists the organizations with the first key that allows it.
    package static func exampleCommand(baseURL: String, state: CapgoState) -> String? {
        guard let key = state.apiKeys.all.first(where: { !$0.isLimited && $0.expiresAt == nil }) else { return nil }
        return CurlCommand.text("GET", baseURL + "/organization/", headers: ["authorization: \(key.key)"])
    }
}
