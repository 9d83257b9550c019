internal import Emulation
internal import HTTP
internal import JSON

/// A refusal of the control plane.
struct ControlError: Error {
    let status: Int
    let message: String
    let members: JSONObject

    init(_ status: Int, _ message: String, members: JSONObject = JSONObject()) {
        self.status = status
        self.message = message
        self.members = members
    }

    /// Refuses the value of a body's member.
    init(member name: String, _ value: String, expected expectation: String) {
        self.init(
            at: JSONPath().appending(member: name), .string(value), expected: expectation)
    }

    /// Refuses a value of a body.
    init(at path: JSONPath, _ value: JSONValue, expected expectation: String) {
        let problem = SeedProblem(path: path, value: value, expectation: expectation)
        self.init(400, problem.message)
    }

    static let notDurable = ControlError(500, CommonRefusals.dashboard.internalError.message)

    var response: Response {
        JSONErrorBody.response(status, message.escapingControlsOfJSON, members: members)
    }
}
