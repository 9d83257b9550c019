internal import Emulation
internal import HTTP
internal import JSON
internal import Sandboxes

/// The operation of a route of the control plane.
enum ControlOperation: Sendable {
    /// Answers at once.
    case immediate(@Sendable (ControlCall) throws(ControlError) -> Answer)
    /// Answers at once with a body that is written while it is sent.
    case streaming(@Sendable (ControlCall) throws(ControlError) -> Response)
    /// Answers when the work is done.
    case deferred(@Sendable (ControlCall, @escaping Completion) throws(ControlError) -> Void)

    typealias Completion = (Result<Response, ControlError>) -> Void
}

/// What a route of the control plane leads to.
struct ControlRoute: Sendable {
    let operation: ControlOperation
    /// The names of the query items that the operation reads; nil when it refuses others itself.
    let query: [String]?
    /// Whether a large body never holds the loop, so that its size alone is bounded.
    let readsBodyOnWorker: Bool
}

/// One request of the control plane with its sandbox.
struct ControlCall {
    let request: Request
    let parameters: PathParameters
    let sandbox: Sandbox
    let sandboxes: SandboxDirectory
    /// The system time.
    let systemTime: Timestamp
    /// The sandbox's time.
    let now: Timestamp
    let status: ServerStatus
    /// Runs an action in a later turn of the loop, for work that is done in steps.
    let runLater: ControlPlane.RunLater

    /// A larger body would hold the loop for too long: it is parsed in the background.
    static let parsedAtOnceByteCountMax = 64 << 10

    /// Reads the body as a JSON object.
    func object() throws(ControlError) -> JSONObject { try Self.object(in: request.body) }

    /// Reads a body as a JSON object.
    static func object(in body: [UInt8]) throws(ControlError) -> JSONObject {
        do throws(FormBody.Failure) {
            return try FormBody.object(in: body)
        } catch {
            throw ControlError(400, error.message)
        }
    }

    /// Reads the body's members.
    ///
    /// - Throws: the first problem, with path, value and expectation, and the nearest member for
    ///   an unknown one.
    func form<Form: Fields>(_ type: Form.Type) throws(ControlError) -> Form {
        try Self.form(type, from: try object())
    }

    /// Checks that the query has no item besides those that the operation reads.
    ///
    /// - Throws: the first item that is unknown or repeated, as an unknown member is refused.
    static func requireKnownQuery(_ names: [String], of request: Request) throws(ControlError) {
        var seen: [String] = []
        for item in QueryItems(request.query).items {
            guard names.contains(item.name) else {
                throw ControlError(
                    at: JSONPath(dotted: item.name), .string(item.value),
                    expected: ClosestMatch.unknownMember(item.name, known: names))
            }
            guard !seen.contains(item.name) else {
                throw ControlError(member: item.name, item.value, expected: "one value only")
            }
            seen.append(item.name)
        }
    }

    /// Checks that the body, if there is one, has no members.
    func requireNoMembers() throws(ControlError) {
        if !request.body.isEmpty { _ = try form(NoMembers.self) }
    }

    /// Reads the members of a body that was already parsed.
    static func form<Form: Fields>(
        _ type: Form.Type, from body: JSONObject, at path: JSONPath = JSONPath()
    ) throws(ControlError) -> Form {
        var form = Form()
        if let problem = EntityReader.read(&form, from: .object(body), at: path).first {
            throw ControlError(problem)
        }
        return form
    }
}

extension Result where Success == Response, Failure == ControlError {
    /// Converts an answer to a response with the control plane's headers.
    static func answer(_ answer: Answer) -> Self {
        .success(answer.response(JSONErrorBody.commonHeaders))
    }
}
