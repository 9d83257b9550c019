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
        self.init(SeedProblem(path: path, value: value, expectation: expectation))
    }

    /// Refuses the value of a header field; nil for one that is missing.
    init(_ status: Int, field name: String, _ value: String?, expected expectation: String) {
        let problem = SeedProblem(
            path: JSONPath(), value: value.map { .string($0) }, expectation: expectation)
        self.init(status, "\(name) is \(problem.given), expected \(expectation)")
    }

    /// Refuses a body for a problem.
    init(_ problem: SeedProblem) {
        self.init(400, problem.messageAboutBody)
    }

    static let notDurable = ControlError(500, CommonRefusals.dashboard.internalError.message)

    var response: Response {
        JSONErrorBody.response(status, message.escapingControlsOfJSON, members: members)
    }
}
