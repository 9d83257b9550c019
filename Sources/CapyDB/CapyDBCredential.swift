internal import Emulation
internal import HTTP

/// Finds the caller (contract: "Credentials").
enum CapyDBCredential {
    static let refusals: [Refusal] = [.unauthorized]
    static let apiKeyHeader = "X-API-Key"

    /// Finds the principal of a request's credential.
    ///
    /// Changes nothing. Every invalid credential has the same answer. `X-API-Key` is ignored if
    /// there is an `Authorization` that is not empty.
    static func identify(_ request: Request, _ state: CapyDBState, _ now: Timestamp) throws(Refused) -> Principal {
        guard let field = request.headers[.authorization], !field.isEmpty else {
            guard let text = request.headers[apiKeyHeader] else { throw Refused(.unauthorized) }
            return .key(try key(text, state, now))
        }
        guard let token = bearerToken(of: field) else { throw Refused(.unauthorized) }
        if token.startsWithBytes(of: APIKey.prefix) { return .key(try key(token, state, now)) }
        guard let session = state.sessions[token], session.token.utf8.elementsEqual(token.utf8),
            let member = state.members[session.memberID]
        else { throw Refused(.unauthorized) }
        return .person(session, member.role)
    }

    /// The token of `Bearer <token>`; the scheme's case does not matter (RFC 9110, section 11.1).
    private static func bearerToken(of field: String) -> String? {
        let scheme = "Bearer"
        guard let space = field.utf8.firstIndex(of: UInt8(ascii: " ")),
            String(field[..<space]).equalsIgnoringASCIICase(scheme)
        else { return nil }
        let token = field[space...].drop { $0 == " " }
        return token.isEmpty ? nil : String(token)
    }

    /// Finds a key that is neither revoked nor expired.
    private static func key(_ text: String, _ state: CapyDBState, _ now: Timestamp) throws(Refused) -> APIKey {
        guard let row = state.apiKeys.indexes.byKey[text], let key = state.apiKeys[row], key.isActive(at: now),
            key.key.utf8.elementsEqual(text.utf8)
        else { throw Refused(.unauthorized) }
        return key
    }
}
