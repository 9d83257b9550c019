package import HTTP
package import JSON

/// The body `{"error":"…"}`, which several services and the control plane share.
package enum JSONErrorBody {
    private static let usualByteCount = 128

    /// Writes the object.
    ///
    /// - Parameters:
    ///   - message: the sentence.
    ///   - members: the JSON text of the members that follow it; a comma after the last one is left out.
    /// - Returns: the JSON text.
    package static func text(_ message: String, members: some Collection<UInt8> = []) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(usualByteCount)
        text.append(contentsOf: "{\"error\":".utf8)
        JSONValue.appendString(message, to: &text)
        if !members.isEmpty { text.append(UInt8(ascii: ",")) }
        text.append(contentsOf: members)
        if text.last == UInt8(ascii: ",") { text.removeLast() }
        text.append(UInt8(ascii: "}"))
        return text
    }

    package static func response(
        _ status: Int, _ message: String, members: JSONObject = JSONObject(), headers: HeaderFields = [:]
    ) -> Response {
        var body: JSONObject = ["error": .string(message)]
        for member in members.members { body.append(member.name, member.value) }
        return Answer(status, .object(body), headers: headers).response(commonHeaders)
    }

    package static let commonHeaders = CommonHeaders()
}
