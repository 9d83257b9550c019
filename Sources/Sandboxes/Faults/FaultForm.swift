internal import Emulation
internal import HTTP
internal import JSON

/// The members of `then`.
struct ThenForm: Fields {
    private var status: Int?
    private var message: String?
    private var body: AnyJSON?
    private var headers: [ByteString: String]?
    private var delay: Int?
    private var jitter: Int?
    private var drops: Bool?
    private var isPerformed: Bool?
    private var resets: Bool?
    private var truncation: Int?
    private var rate: Int?

    /// Up to an hour; longer delays are errors.
    private static let delayMilliseconds = 0...3_600_000
    private static let statuses = 200...599
    private static let statusesWithoutBody = [204, 205, 304]

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("status", &status, .optional(.integer(Self.statuses)))
        visitor.field("message", &message)
        visitor.field("body", &body)
        visitor.field("headers", &headers)
        visitor.field("delay_ms", &delay, .optional(.integer(Self.delayMilliseconds)))
        visitor.field("jitter_ms", &jitter, .optional(.integer(Self.delayMilliseconds)))
        visitor.field("drop", &drops)
        visitor.field("perform", &isPerformed)
        visitor.field("reset", &resets)
        visitor.field("truncate_after_bytes", &truncation, .optional(.nonNegative))
        visitor.field("bytes_per_second", &rate, .optional(.positive))
    }

    func action(_ path: JSONPath, _ object: JSONObject) throws(InvalidMember) -> FaultAction {
        func refuse(_ name: String, _ expectation: String) -> InvalidMember {
            InvalidMember(path.appending(member: name), object[name], expected: expectation)
        }
        let kinds = [
            status != nil, drops != nil, resets != nil, truncation != nil, rate != nil,
        ].count(where: { $0 })
        let isDelayed = (delay ?? 0) + (jitter ?? 0) > 0
        guard kinds == 1 || kinds == 0 && isDelayed else {
            throw InvalidMember(path, .object(object), expected: Self.usage)
        }
        for (name, isOff) in [("drop", drops == false), ("reset", resets == false)] where isOff {
            throw refuse(name, "true")
        }
        if isPerformed != nil, drops == nil, resets == nil {
            throw refuse("perform", "no such member without \"drop\" or \"reset\"")
        }
        return FaultAction(
            answer: try answer(path, refuse), manner: manner, delayMilliseconds: delay ?? 0,
            jitterMilliseconds: jitter ?? 0, isPerformed: isPerformed ?? true)
    }

    private var manner: Delivery.Manner {
        if drops != nil { return .drop }
        if resets != nil { return .reset }
        if let truncation { return .truncate(afterBytes: truncation) }
        if let rate { return .trickle(bytesPerSecond: rate) }
        return .respond
    }

    private func answer(_ path: JSONPath, _ refuse: (String, String) -> InvalidMember)
        throws(InvalidMember) -> FaultAction.Answer?
    {
        guard let status else {
            let members = [
                ("message", message != nil), ("body", body != nil), ("headers", headers != nil),
            ]
            for (name, isGiven) in members where isGiven {
                throw refuse(name, "no such member without \"status\"")
            }
            return nil
        }
        guard message == nil || body == nil else {
            throw refuse("body", "no such member together with \"message\"")
        }
        for (name, isGiven) in [("message", message != nil), ("body", body != nil)]
        where isGiven && Self.statusesWithoutBody.contains(status) {
            throw refuse(name, "no such member: an answer with the status \(status) has no body")
        }
        return FaultAction.Answer(
            status: status, message: message, body: body?.bytes, headers: try headerFields(path))
    }

    private func headerFields(_ path: JSONPath) throws(InvalidMember) -> HeaderFields {
        var fields = HeaderFields()
        for (name, value) in (headers ?? [:]).sorted(by: { $0.key < $1.key }) {
            func refuse(_ expectation: String) -> InvalidMember {
                let path = path.appending(member: "headers").appending(member: name.text)
                return InvalidMember(path, .string(value), expected: expectation)
            }
            guard HeaderFields.hasNoControls(value) else {
                throw refuse("a value without control characters")
            }
            guard HeaderFields.canSend(name.text, value) else {
                throw refuse(
                    "a header field that a response can have: the length, the date and the "
                        + "connection are the server's own")
            }
            guard fields[name.text] == nil else {
                throw refuse("each header field once: upper and lower case are the same")
            }
            fields.append(name.text, value)
        }
        return fields
    }

    private static let usage =
        "one of \"status\", \"drop\", \"reset\", \"truncate_after_bytes\" and "
        + "\"bytes_per_second\", with \"delay_ms\" or without, or \"delay_ms\" alone"
}

/// A body: a string is the body itself, any other value its JSON text.
private struct AnyJSON: FieldValue {
    let json: JSONValue

    init?(json: JSONValue) {
        self.json = json
    }

    var bytes: [UInt8] {
        if case .string(let text) = json { Array(text.utf8) } else { json.bytes }
    }

    static var expectation: String { "any value" }
}
