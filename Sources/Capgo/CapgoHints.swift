package import Emulation
internal import HTTP

extension CapgoService {
    package static let keyFields = CapgoCredential.keyFields
    package static let keyScheme: String? = nil

    package static func facts(ofKey text: String, at now: Timestamp, in state: CapgoState)
        -> KeyFacts?
    {
        guard let key = state.apiKey(withPlaintext: text) else { return nil }
        let owner = "the user \(key.userID)"
        if let end = key.expiresAt, key.isExpired(at: now) {
            return KeyFacts(.expired(end), owner: owner)
        }
        return KeyFacts(.active, owner: owner)
    }

    package static func hasKey(startingWith text: String, in state: CapgoState) -> Bool {
        state.apiKeys.indexes.byKey.hasKey(startingWith: text)
    }

    package static func hint(for exchange: ExchangeRecord, in state: CapgoState) -> String? {
        switch exchange.refused?.refusal {
        case .invalidSubkey?:
            let text = exchange.request.headers[CapgoCredential.subkeyField] ?? ""
            guard let key = Int(digits: text).flatMap({ state.apiKeys[$0] }) else {
                return "\(CapgoCredential.subkeyField) is the number of no key."
            }
            return "\(CapgoCredential.subkeyField) names a key of the user \(key.userID): it must "
                + "be another key of the same user that is limited to organizations or apps."
        case .organizationForbidden?:
            guard let key = try? CapgoCredential.identify(exchange.request, state, exchange.now)
            else { return nil }
            return "The key belongs to the user \(key.userID), who is no member of this "
                + "organization, or the key is limited to others."
        default: return nil
        }
    }
}
