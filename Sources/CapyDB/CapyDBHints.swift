package import Emulation
internal import HTTP

extension CapyDBService {
    package static let keyFields = ["Authorization", CapyDBCredential.apiKeyHeader]
    package static let keyPrefix: String? = APIKey.prefix
    package static let keyScheme: String? = "Bearer"

    package static func facts(ofKey text: String, at now: Timestamp, in state: CapyDBState)
        -> KeyFacts?
    {
        if let session = state.sessions[text] {
            return KeyFacts(.active, owner: "the user \(session.user)")
        }
        let row = state.apiKeys.indexes.byKey[text]
        guard let key = row.flatMap({ state.apiKeys[$0] }) else { return nil }
        let owner = "the organization \(key.organizationID)"
        if let moment = key.revocation(at: now) { return KeyFacts(.revoked(moment), owner: owner) }
        if let end = key.expiresAt, end <= now { return KeyFacts(.expired(end), owner: owner) }
        return KeyFacts(.active, owner: owner)
    }

    package static func hasKey(startingWith text: String, in state: CapyDBState) -> Bool {
        state.apiKeys.indexes.byKey.hasKey(startingWith: text)
    }

    package static func hint(for exchange: ExchangeRecord, in state: CapyDBState) -> String? {
        if exchange.refused?.refusal == .unauthorized,
            exchange.route?.query.contains(where: { $0.name == CapyDBFields.pollToken.name })
                == true
        {
            return "The token of the device that began the login is missing or wrong: it is read "
                + "from \(CapyDBOperations.pollTokenHeader) or from \(CapyDBFields.pollToken.name) "
                + "in the query."
        }
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
