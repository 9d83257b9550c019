internal import Emulation
internal import HTTP

/// The operations of the public API and of its console.
enum CapgoOperations {
    /// The body, which must be an object.
    static func body(_ call: Call) throws(Refused) -> RequestFields {
        guard let body = call.body else { throw Refused(.invalidJSON) }
        return body
    }

    /// The body, or the query when there is no body.
    static func bodyOrQuery(_ call: Call) throws(Refused) -> RequestFields {
        call.hasBody ? try body(call) : call.query
    }
}
