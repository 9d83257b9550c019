internal import Emulation
internal import HTTP

/// Finds the caller (contract: "Order of checks", rows 1 and 2).
enum CavosCredential {
    static let refusals: [Refusal] = [.missingAuthorization, .unknownKey]
    private static let scheme = "Bearer "

    /// Finds the key in a request's header.
    ///
    /// Changes nothing.
    static func identify(_ request: Request, _ state: CavosState, _ now: Timestamp) throws(Refused) -> APIKey {
        guard let field = request.headers[.authorization], field.startsWithBytes(of: scheme) else {
            throw Refused(.missingAuthorization)
        }
        let token = String(Substring(field.utf8.dropFirst(scheme.utf8.count)))
        guard token.startsWithBytes(of: APIKey.prefix) else { throw Refused(.missingAuthorization) }
        guard let row = state.apiKeys.indexes.byKey[token], let key = state.apiKeys[row], key.isActive else {
            throw Refused(.unknownKey)
        }
        return key
    }
}
