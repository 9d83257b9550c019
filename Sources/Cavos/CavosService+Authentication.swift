package import Emulation
internal import HTTP
internal import JSON

extension CavosService {
    /// Finds the key of a request (contract: "Order of checks", rows 1 and 2).
    package static func authenticate(_ call: Call, in state: inout CavosState) throws(Failure) -> APIKey {
        let scheme = "Bearer "
        guard let field = call.request.headers["Authorization"], field.utf8.starts(with: scheme.utf8) else {
            throw Refused(.missingAuthorization)
        }
        let token = String(field.dropFirst(scheme.count))
        guard token.utf8.starts(with: APIKey.prefix.utf8) else { throw Refused(.missingAuthorization) }
        guard let place = state.apiKeys.indexes.byKey[token], let key = state.apiKeys[place], key.isActive else {
            throw Refused(.unknownKey)
        }
        return key
    }

    /// Requests count for the owner of the key's organization; a key without one counts for nobody.
    package static func ratedUser(of caller: APIKey, in state: CavosState) -> String? {
        state.organizations[caller.organizationID]?.owner
    }
}
