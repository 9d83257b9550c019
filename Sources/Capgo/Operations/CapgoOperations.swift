internal import Emulation
internal import HTTP
internal import JSON

/// The operations of the public API and of its console.
enum CapgoOperations {
    /// The members of the body, which must be an object; the query replaces a body that was not sent.
    static func body(_ call: Call) throws(Refused) -> RequestFields {
        guard call.hasBody else {
            return call.fields(QueryBody.object(call.queryItems, call.bodyFields))
        }
        guard let body = call.body else { throw Refused(.invalidJSON) }
        return body
    }

    /// The app id in the path.
    static func appID(_ call: Call) throws(Refused) -> String {
        let id = call.parameters["appID"]
        guard AppID.isReverseDomain(id) else { throw Refused(.invalidAppID) }
        return id
    }

    /// The body of a console operation, which must be JSON.
    static func consoleBody(_ call: Call) throws(Refused) -> JSONValue {
        guard let value = call.json() else { throw Refused(.invalidJSON) }
        return value
    }

    /// Reads the body of a console operation in the form of a seed.
    ///
    /// Throws for the first member that is missing, wrong or unknown.
    static func read(_ members: inout some Fields, from body: JSONValue) throws(Refused) {
        let problems = EntityReader.read(&members, from: body, at: JSONPath())
        if let first = problems.first { throw Refused(.invalidMember, about: first.message) }
    }

    /// The refusal of a member of a console operation's body; a value of nil means it is missing.
    static func invalid(_ member: String, _ value: JSONValue?, _ expectation: String) -> Refused {
        let path = JSONPath().appending(member: member)
        let problem = SeedProblem(path: path, value: value, expectation: expectation)
        return Refused(.invalidMember, about: problem.message)
    }
}
