internal import Emulation
internal import HTTP
internal import JSON

extension ControlPlane {
    /// Reads a request's body as a JSON object.
    func object(_ request: Request) throws(ControlError) -> JSONObject {
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
