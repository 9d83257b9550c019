package import Emulation
internal import HTTP

extension CavosService {
    package static let keyFields = ["Authorization"]
    package static let keyPrefix: String? = APIKey.prefix
    package static let keyScheme: String? = "Bearer"

    package static func facts(ofKey text: String, at now: Timestamp, in state: CavosState)
        -> KeyFacts?
    {
        let row = state.apiKeys.indexes.byKey[text]
        guard let key = row.flatMap({ state.apiKeys[$0] }) else { return nil }
        let owner = "the organization \(key.organizationID)"
        return KeyFacts(key.isActive ? .active : .revoked(nil), owner: owner)
    }

    package static func hasKey(startingWith text: String, in state: CavosState) -> Bool {
        state.apiKeys.indexes.byKey.hasKey(startingWith: text)
    }

    package static func hint(for exchange: ExchangeRecord, in state: CavosState) -> String? {
        guard exchange.refused?.refusal == .foreignOrganization,
            let key = try? CavosCredential.identify(exchange.request, state, exchange.now)
        else { return nil }
        return "The key belongs to the organization \(key.organizationID), and organization_id "
            + "names another one."
    }
}
