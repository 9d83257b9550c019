package import Emulation
package import HTTP

extension CapgoService {
    /// The fields that can carry the key, the first of them that is sent counting (contract: "Credential").
    private static let keyFields = ["capgkey", "authorization", "x-api-key"]
    private static let subkeyField = "x-limited-key-id"

    /// Finds the key that a request is judged by (contract: "Common rules").
    package static func authenticate(_ request: Request, at now: Timestamp, in state: inout CapgoState) throws(Failure)
        -> APIKey
    {
        guard let text = credential(request.headers) else { throw Refused(.noKey) }
        guard let place = state.apiKeys.indexes.byKey[text], let key = state.apiKeys[place] else {
            throw Refused(.invalidKey)
        }
        guard !key.isExpired(at: now) else { throw Refused(.keyExpired) }
        guard let reference = request.headers[subkeyField] else { return key }
        return try subkey(reference, of: key, in: state, now: now)
    }

    private static func credential(_ headers: HeaderFields) -> String? {
        for field in keyFields {
            if let text = headers[field], !text.isEmpty { return text }
        }
        return nil
    }

    /// Another key of the same user, which narrows what the request may do.
    private static func subkey(_ reference: String, of key: APIKey, in state: CapgoState, now: Timestamp)
        throws(Failure) -> APIKey
    {
        guard let id = Int(digits: reference), id != key.id, let subkey = state.apiKeys[id],
            subkey.userID == key.userID, subkey.isLimited
        else { throw Refused(.invalidSubkey) }
        guard !subkey.isExpired(at: now) else { throw Refused(.keyExpired) }
        return subkey
    }

    /// Requests count for the key's user, over all of the user's keys.
    package static func rateLimitedUser(of caller: APIKey, in state: CapgoState) -> String? {
        caller.userID
    }
}

extension Int {
    /// Reads a number of decimal digits alone; nil when it is none, or does not fit.
    init?(digits text: String) {
        guard !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            return nil
        }
        self.init(text)
    }
}
