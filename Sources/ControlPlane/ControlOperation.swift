internal import Emulation
internal import HTTP
internal import JSON
internal import Sandboxes

/// The operation of a route of the control plane.
enum ControlOperation: Sendable {
    /// Answers at once.
    case immediate(@Sendable (ControlCall) throws(ControlError) -> Answer)
    /// Answers when the work is done.
    case deferred(@Sendable (ControlCall, @escaping Completion) throws(ControlError) -> Void)

    typealias Completion = (Result<Response, ControlError>) -> Void
}

/// One request of the control plane with its sandbox.
struct ControlCall {
    let request: Request
    let parameters: PathParameters
    let sandbox: Sandbox
    /// The system time.
    let systemTime: Timestamp
    /// The sandbox's time.
    let now: Timestamp
    let status: ServerStatus

    /// Reads the body as a JSON object.
    func object() throws(ControlError) -> JSONObject {
        let value: JSONValue
        do throws(JSONSyntaxError) {
            value = try JSONParser.parse(request.body)
        } catch {
            throw ControlError(400, "The body is not JSON: \(error)")
        }
        guard let object = value.object else { throw ControlError(400, "The body must be a JSON object") }
        return object
    }
}

extension Result where Success == Response, Failure == ControlError {
    /// Converts an answer to a response with the control plane's headers.
    static func answer(_ answer: Answer) -> Self { .success(answer.response(JSONErrorBody.commonHeaders)) }
}
