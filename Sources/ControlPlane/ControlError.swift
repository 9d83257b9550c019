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

    static let notDurable = ControlError(500, CommonRefusals.dashboard.internalError.message)

    var response: Response {
        JSONErrorBody.response(status, message, members: members)
    }
}
