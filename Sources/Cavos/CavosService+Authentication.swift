package import Emulation
package import HTTP
internal import JSON

extension CavosService {
    /// Finds the key of a request (contract: "Order of checks", rows 1 and 2).
    package static func authenticate(_ request: Request, at now: Timestamp, in state: inout CavosState) throws(Failure)
        -> APIKey
    {
        let scheme = "Bearer "
        guard let field = request.headers["Authorization"], field.startsWithBytes(of: scheme) else {
            throw Refused(.missingAuthorization)
        }
        let token = String(Substring(field.utf8.dropFirst(scheme.utf8.count)))
        guard token.startsWithBytes(of: APIKey.prefix) else { throw Refused(.missingAuthorization) }
        guard let place = state.apiKeys.indexes.byKey[token], let key = state.apiKeys[place], key.isActive else {
            throw Refused(.unknownKey)
        }
        return key
    }

    /// Requests count for the owner of the key's organization; a key without one counts for nobody.
    package static func rateLimitedUser(of caller: APIKey, in state: CavosState) -> String? {
        state.organizations.read(caller.organizationID) { $0.owner }
    }
}
