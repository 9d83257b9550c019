internal import Emulation
internal import HTTP
internal import JSON

/// A request's JSON object, read member by member.
///
/// A member of the wrong type spoils the whole body; null counts as left out, and unknown members do not matter.
struct RequestBody {
    private let object: JSONObject

    /// Reads the body of a request.
    ///
    /// - Parameters:
    ///   - call: the request.
    ///   - isOptional: whether no body at all counts as an empty object.
    /// - Throws: `invalidBody` when it is no object.
    init(_ call: Call, isOptional: Bool = false) throws(CapyDBState.Failure) {
        if isOptional && call.request.body.isEmpty {
            object = JSONObject()
        } else {
            guard let object = call.json()?.object else { throw Refused(.invalidBody) }
            self.object = object
        }
    }

    func text(_ name: String) throws(CapyDBState.Failure) -> String? {
        try value(name)
    }

    func texts(_ name: String) throws(CapyDBState.Failure) -> [String]? {
        try value(name)
    }

    func time(_ name: String) throws(CapyDBState.Failure) -> Timestamp? {
        try value(name)
    }

    private func value<Value: FieldValue>(_ name: String) throws(CapyDBState.Failure) -> Value? {
        guard let json = object[name], !json.isNull else { return nil }
        guard let value = Value(json: json) else { throw Refused(.invalidBody) }
        return value
    }
}
