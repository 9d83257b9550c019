package import Emulation
internal import HTTP

extension CapyDBService {
    package static let keyScheme: String? = "Bearer"

    package static func facts(ofKey text: String, at now: Timestamp, in state: CapyDBState)
        -> KeyFacts?
    {
        let row = state.apiKeys.indexes.byKey[text]
        guard let key = row.flatMap({ state.apiKeys[$0] }) else { return nil }
        let owner = "the organization \(key.organizationID)"
        if let moment = key.revocation(at: now) { return KeyFacts(.revoked(moment), owner: owner) }
        if let end = key.expiresAt, end <= now { return KeyFacts(.expired(end), owner: owner) }
        return KeyFacts(.active, owner: owner)
    }

    package static func hint(for exchange: ExchangeRecord, in state: CapyDBState) -> String? {
        guard exchange.refused?.refusal == .foreignOrganization,
            let caller = try? CapyDBCredential.identify(exchange.request, state, exchange.now)
        else { return nil }
        switch caller {
        case .key(let key):
            return "The key belongs to the organization \(key.organizationID), and the request "
                + "names another one."
        case .person(let session, _):
            return "The session is of the user \(session.user), in another organization."
        }
    }
}
