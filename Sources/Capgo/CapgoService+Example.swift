internal import Emulation

extension CapgoService {
    /// Lists the organizations with the first key that allows it.
    package static func exampleCommand(baseURL: String, state: CapgoState) -> String? {
        for key in state.apiKeys.all where !key.isLimited && key.expiresAt == nil {
            guard let text = key.key else { continue }
            return CurlCommand.text(
                "GET", baseURL + "/organization/", headers: ["authorization: \(text)"])
        }
        return nil
    }
}
