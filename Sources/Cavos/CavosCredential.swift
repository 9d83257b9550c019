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
        guard let key = key(token, state) ?? key(firstPart(of: token), state), key.isActive else {
            throw Refused(.unknownKey)
        }
        return key
    }

    private static func key(_ text: String, _ state: CavosState) -> APIKey? {
        state.apiKeys.indexes.byKey[text].flatMap { state.apiKeys[$0] }
    }

    /// The text before the first space: the service splits the field there and ignores what
    /// follows.
    private static func firstPart(of text: String) -> String {
        String(Substring(text.utf8.prefix { $0 != UInt8(ascii: " ") }))
    }
}
