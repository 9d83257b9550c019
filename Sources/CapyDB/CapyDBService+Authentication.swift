package import Emulation
package import HTTP

extension CapyDBService {
    /// Finds who a request speaks for (contract: "Credentials").
    ///
    /// Whatever is wrong with a credential, the answer is the same. `X-API-Key` is not looked at beside `Authorization`.
    package static func authenticate(_ request: Request, at now: Timestamp, in state: inout CapyDBState) throws(Failure)
        -> Principal
    {
        guard let field = request.headers["Authorization"] else {
            guard let text = request.headers["X-API-Key"] else { throw Refused(.unauthorized) }
            return .key(try state.useKey(text, at: now))
        }
        guard let token = bearerToken(of: field) else { throw Refused(.unauthorized) }
        if token.startsWithBytes(of: APIKey.prefix) { return .key(try state.useKey(token, at: now)) }
        guard let session = state.sessions[token], session.token.utf8.elementsEqual(token.utf8),
            let member = state.members[session.memberID]
        else { throw Refused(.unauthorized) }
        return .person(session, member.role)
    }

    /// Takes the token out of `Bearer <token>`; the scheme's case does not matter (RFC 9110, section 11.1).
    private static func bearerToken(of field: String) -> String? {
        let scheme = "Bearer"
        guard let space = field.utf8.firstIndex(of: UInt8(ascii: " ")),
            String(field[..<space]).equalsIgnoringASCIICase(scheme)
        else { return nil }
        let token = field[space...].drop { $0 == " " }
        return token.isEmpty ? nil : String(token)
    }

    /// Requests count for the person of a session and for the creator of a key; a key that no person made counts for the
    /// first admin of its organization, and for nobody where there is none.
    package static func rateLimitedUser(of caller: Principal, in state: CapyDBState) -> String? {
        switch caller {
        case .person(let session, _): session.user
        case .key(let key): key.createdByUserID ?? state.firstAdmin(of: key.organizationID)?.user
        }
    }
}

extension CapyDBState {
    /// Takes a key that is neither revoked nor expired, and notes the time.
    ///
    /// Noted in whole seconds, which is what the API prints: a busy key is then written once a second and not with each
    /// request.
    fileprivate mutating func useKey(_ text: String, at now: Timestamp) throws(Failure) -> APIKey {
        guard let place = apiKeys.indexes.byKey[text], var key = apiKeys[place], key.isActive(at: now),
            key.key.utf8.elementsEqual(text.utf8)
        else { throw Refused(.unauthorized) }
        let second = Timestamp(milliseconds: now.secondsSince1970 * 1000)
        guard key.lastUsedAt != second else { return key }
        key.lastUsedAt = second
        apiKeys.put(key)
        return key
    }
}
