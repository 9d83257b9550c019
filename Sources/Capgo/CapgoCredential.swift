internal import Bytes
internal import Emulation
internal import HTTP

/// Finds the key whose rights a request has (contract: "Common rules").
enum CapgoCredential {
    static let refusals: [Refusal] = [.noKey, .invalidKey, .keyExpired, .invalidSubkey]
    /// Header fields that can carry the key, in order of precedence (contract: "Credential").
    static let keyFields = ["capgkey", "authorization", "x-api-key"]
    static let subkeyField = "x-limited-key-id"

    /// The key that a request carries, or the subkey that it names.
    static func identify(_ request: Request, _ state: CapgoState, _ now: Timestamp) throws(Refused)
        -> APIKey
    {
        guard let text = credential(request.headers) else { throw Refused(.noKey) }
        guard let key = state.apiKey(withPlaintext: text) else { throw Refused(.invalidKey) }
        guard !key.isExpired(at: now) else { throw Refused(.keyExpired) }
        guard let reference = request.headers.nonEmptyValue(of: subkeyField) else { return key }
        return try subkey(reference, of: key, state, now)
    }

    private static func credential(_ headers: HeaderFields) -> String? {
        for field in keyFields {
            if let text = headers.nonEmptyValue(of: field) { return text }
        }
        return nil
    }

    /// Finds a subkey: another key of the same user, which restricts the request.
    private static func subkey(
        _ reference: String, of key: APIKey, _ state: CapgoState, _ now: Timestamp
    )
        throws(Refused) -> APIKey
    {
        guard let id = Int(digits: reference), id != key.id, let subkey = state.apiKeys[id],
            subkey.userID == key.userID, subkey.isLimited
        else { throw Refused(.invalidSubkey) }
        guard !subkey.isExpired(at: now) else { throw Refused(.keyExpired) }
        return subkey
    }
}

extension HeaderFields {
    /// The first value of that name that is not empty: an empty field counts as absent.
    fileprivate func nonEmptyValue(of name: String) -> String? {
        guard let text = self[name] else { return nil }
        return text.isEmpty ? values(of: name).first { !$0.isEmpty } : text
    }
}

extension Int {
    /// Parses decimal digits, clamped to the largest integer; nil for anything else.
    init?(clampingDigits text: String) {
        guard !text.isEmpty, text.utf8.allSatisfy(\.isDecimalDigit) else { return nil }
        self = Int(text) ?? .max
    }
}
