package import HTTP
package import JSON

/// One of the emulated APIs: facts about it, its route tables and the shape of its answers.
///
/// A service is a type without values; all that changes stands in its state.
package protocol Service: Sendable {
    associatedtype State: ServiceState
    /// Who a credential stands for.
    associatedtype Caller: Sendable
    /// The catalogue of error answers.
    associatedtype Kind: Refusal
    typealias Failure = Refused<Kind>

    /// The service's name in seeds, plans and paths of the control plane, such as `cavos`.
    static var name: String { get }
    /// The service's name as people write it.
    static var title: String { get }
    /// The host names of the real service; a request that asks for one of them is this service's, whatever its path.
    static var hosts: [String] { get }
    /// The paths of the real service, as the log names them to somebody who asked for another.
    static var basePaths: [String] { get }
    /// Tells whether a path belongs to this service when the host does not say.
    static func owns(path: String) -> Bool
    /// The documented plans.
    static var plans: [Plan] { get }
    /// The plan of an account that names none, or an unknown one.
    static var defaultPlan: String { get }
    /// The public API.
    static var routes: RouteTable<Operation<Self>> { get }
    /// What people do in the vendor's dashboard; the control plane serves it below `/_understudy/<name>`.
    static var dashboard: RouteTable<Operation<Self>> { get }

    /// A curl command that works on this state, ready to paste; nil when the state has no key for it.
    static func example(baseURL: String, state: State) -> String?
    /// Finds out whose credential a request carries.
    static func authenticate(_ request: Request, at now: Timestamp, in state: inout State) throws(Failure) -> Caller
    /// The id of the user whose requests a minute are counted; nil when nobody's are.
    static func rateLimitedUser(of caller: Caller, in state: State) -> String?
    /// How many apps count against a user's plan; nil where plans do not limit them.
    static func quotaUsage(of user: String, in state: State) -> Int?
    /// Refuses a request over the limit.
    static func tooManyRequests(retryAfterSeconds: Int, resetsAt: Timestamp) -> Failure
    /// Writes an error answer in the service's shape; extra members follow the sentence.
    static func errorText(_ message: String, members: JSONObject) -> [UInt8]
    /// Writes a sentence of the server's edge, such as "Request body too large", in the service's way.
    static func transportErrorMessage(_ sentence: String) -> String
    /// Answers `OPTIONS` for a path with these methods (none: an unknown path); nil treats it like any other method.
    static func preflight(methods: [Method]) -> Answer?
    /// The fields that stand in each answer of the service.
    static var commonHeaders: CommonHeaders { get }
}

extension Service {
    package static func tooManyRequests(retryAfterSeconds: Int, resetsAt: Timestamp) -> Refused<Kind> {
        Refused(.tooManyRequests, headers: ["Retry-After": String(retryAfterSeconds)])
    }

    package static func errorText(_ message: String, members: JSONObject) -> [UInt8] {
        JSONErrorBody.text(message, members: members)
    }

    package static func quotaUsage(of user: String, in state: State) -> Int? { nil }

    package static func transportErrorMessage(_ sentence: String) -> String { sentence }

    package static func preflight(methods: [Method]) -> Answer? { nil }

    /// The answer to input that never became a request, such as a body over the limit, in the service's shape.
    package static func transportErrorResponse(status: Int, message: String) -> Response {
        Answer(status, text: errorText(transportErrorMessage(message), members: JSONObject())).response(commonHeaders)
    }

    @inline(__always)
    static func response(to refused: Refused<Kind>) -> Response {
        let text = errorText(refused.message, members: refused.members)
        return Answer(refused.kind.status, text: text, headers: refused.headers).response(commonHeaders)
    }
}

/// The shape `{"error":"…"}`, which several services and the control plane share.
package enum JSONErrorBody {
    private static let byteCountUsual = 128

    /// Writes the object of an error, extra members behind the sentence.
    package static func text(_ message: String, members: JSONObject = JSONObject()) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(byteCountUsual)
        text.append(contentsOf: "{\"error\":".utf8)
        JSONValue.appendString(message, to: &text)
        members.appendMembers(to: &text, isFirst: false)
        text.append(UInt8(ascii: "}"))
        return text
    }

    /// Makes the answer of an error.
    package static func response(
        _ status: Int, _ message: String, members: JSONObject = JSONObject(), headers: HeaderFields = [:]
    ) -> Response {
        Answer(status, text: text(message, members: members), headers: headers).response(commonHeaders)
    }

    /// The fields of each answer in this shape.
    package static let commonHeaders = CommonHeaders()
}
