internal import Emulation

extension CapgoService {
    /// Lists the organizations, with a key that also allows everything else if there is one.
    ///
    /// The short keys of the vendor's pages, such as `ak_123...`, look like placeholders.
    package static func exampleCommand(baseURL: String, state: CapgoState) -> String? {
        let keys = state.apiKeys.all.filter { !$0.isLimited && $0.expiresAt == nil }
        let strong = keys.filter { $0.mode == .all }.compactMap(\.key)
        let text =
            strong.first { $0.utf8.count >= 16 } ?? strong.first ?? keys.lazy.compactMap(\.key).first
        return text.map {
            CurlCommand.text("GET", baseURL + "/organization/", headers: ["authorization: \($0)"])
        }
    }
}
