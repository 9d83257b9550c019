internal import Emulation
internal import HTTP
internal import JSON

/// What a request brings in its body, or in its query where that stands in (contract: "Body").
struct RequestFields {
    private let object: JSONObject

    typealias Failure = Refused<CapgoRefusal>

    /// Takes the body, which must be an object.
    init(body call: Call) throws(Failure) {
        guard let object = call.json()?.object else { throw Refused(.invalidJSON) }
        self.object = object
    }

    /// Takes the body, or the query when there is none.
    init(bodyOrQuery call: Call) throws(Failure) {
        if call.request.body.isEmpty {
            self.init(query: call.query)
        } else {
            try self.init(body: call)
        }
    }

    /// Takes the query; the members that are lists come from repeated items.
    private init(query: QueryItems) {
        var object = JSONObject()
        for item in query.items where object[item.name] == nil {
            let isList = item.name == "limited_to_apps" || item.name == "limited_to_orgs"
            object.append(
                item.name,
                isList
                    ? .array(query.values(of: item.name).map { .string($0) }) : .string(item.value))
        }
        self.object = object
    }

    /// Returns what stands there, null too.
    subscript(name: String) -> JSONValue? { object[name] }

    /// Tells whether one of the members is there.
    func hasAny(of names: [String]) -> Bool {
        names.contains { object[$0] != nil }
    }

    /// Returns a text; null counts as left out.
    func text(_ name: String) throws(Failure) -> String? {
        switch object[name] ?? .null {
        case .null: return nil
        case .string(let text): return text
        default: throw Refused(.notText, about: name)
        }
    }

    /// Returns a truth value; null counts as left out.
    func flag(_ name: String) throws(Failure) -> Bool? {
        switch object[name] ?? .null {
        case .null: return nil
        case .bool(let truth): return truth
        default: throw Refused(.notBoolean, about: name)
        }
    }

    /// Returns a whole number, which must be there.
    func integer(_ name: String) throws(Failure) -> Int {
        guard let number = object[name]?.int else { throw Refused(.notInteger, about: name) }
        return number
    }

    /// Returns a list of texts; null counts as an empty one, nil is left out.
    func texts(_ name: String) throws(Failure) -> [String]? {
        guard let value = object[name] else { return nil }
        guard let texts = [String]?(json: value) else { throw Refused(.notTexts, about: name) }
        return texts ?? []
    }

    /// Returns a name: a text that is not blank, trimmed; nil is left out.
    func name(_ name: String = "name", characterCountMin: Int = 1) throws(Failure) -> String? {
        guard let value = object[name] else { return nil }
        guard let text = value.string?.trimmed, text.count >= characterCountMin else { throw Refused(.nameRequired) }
        return text
    }

    /// Returns an e-mail address; null counts as left out.
    func email(_ name: String) throws(Failure) -> String? {
        guard let value = object[name], !value.isNull else { return nil }
        guard let text = value.string, TextFormat.isEmail(text) else { throw Refused(.invalidEmail) }
        return text
    }

    /// Returns an app's id, which must be there.
    func appID() throws(Failure) -> String {
        guard let text = object["app_id"]?.string else { throw Refused(.invalidAppID) }
        return text
    }

    /// Returns an organization's id, which must be there.
    func organizationID(_ name: String = "orgId") throws(Failure) -> String {
        guard let text = object[name]?.string, !text.isEmpty else { throw Refused(.organizationIDRequired) }
        return text
    }

    /// Returns a channel's name, which must be there.
    func channelName() throws(Failure) -> String {
        guard let text = object["channel"]?.string, !text.isBlank else { throw Refused(.channelNameRequired) }
        return text
    }

    /// Returns a device's id, which must be there, in lower case.
    func deviceID() throws(Failure) -> String {
        guard let text = object["device_id"]?.string, TextFormat.isUUID(text) else { throw Refused(.invalidDeviceID) }
        return text.lowercased()
    }
}

/// Which rows of a list a request asks for (contract: "Paging").
struct Page {
    private static let rowsDefault = 50
    private static let rowsRange = 1...1000

    /// How many rows to show.
    let rowsMax: Int
    /// How many rows come before them.
    let rowsBefore: Int

    typealias Failure = Refused<CapgoRefusal>

    /// - Parameters:
    ///   - query: where `page` stands, counted from 0.
    ///   - takesLimit: whether `limit` counts too.
    /// - Throws: a refusal when one of them is no number or out of range.
    init(_ query: QueryItems, takesLimit: Bool = false) throws(Failure) {
        var number = 0
        if let text = query["page"] {
            guard let page = Int(digits: text) else { throw Refused(.invalidPage) }
            number = page
        }
        rowsMax = takesLimit ? try Self.limit(query) : Self.rowsDefault
        let product = number.multipliedReportingOverflow(by: rowsMax)
        guard !product.overflow else { throw Refused(.invalidPage) }
        rowsBefore = product.partialValue
    }

    /// Reads `limit`, which is 50 when it is left out.
    static func limit(_ query: QueryItems) throws(Failure) -> Int {
        guard let text = query["limit"] else { return rowsDefault }
        guard let limit = Int(digits: text), rowsRange.contains(limit) else { throw Refused(.invalidLimit) }
        return limit
    }
}
