internal import Emulation
internal import HTTP
internal import JSON

/// What a person may have overlooked in the path, the query or the body of a request.
enum FieldHint {
    // MARK: White space

    /// White space around a value of the path, the query or the body, such as a file's line end.
    static func aboutEdges(_ exchange: ExchangeRecord) -> String? {
        guard let route = exchange.route, case .route(_, let parameters) = exchange.match else {
            return nil
        }
        func sentence(_ name: String, _ place: String) -> String {
            "There is white space or a quotation mark around \"\(name)\" in the \(place)."
        }
        for (name, value) in parameters.entries where value.withoutEdges != value {
            return sentence(name, "path")
        }
        let query = QueryItems(exchange.request.query)
        for name in route.query.map(\.name)
        where query.values(of: name).contains(where: { $0.withoutEdges != $0 }) {
            return sentence(name, "query")
        }
        guard let body = body(of: exchange)?.object else { return nil }
        for name in route.body.map(\.name) where namesOfKeys.contains(where: name.hasSuffix) {
            if let text = body[name]?.string, text.withoutEdges != text {
                return sentence(name, "body")
            }
        }
        return nil
    }

    /// How the names of members end whose values are not trimmed by the services.
    private static let namesOfKeys = ["id", "key", "token"]

    static func body(of exchange: ExchangeRecord) -> JSONValue? {
        guard exchange.request.body.count <= RequestLogEntry.bodyByteCountMax else { return nil }
        return try? JSONParser.parse(exchange.request.body)
    }

    // MARK: Refused requests

    /// A body of another form, a member of another type, or one that is not read.
    static func aboutRefused(_ exchange: ExchangeRecord) -> String? {
        guard let route = exchange.route, exchange.status == 400 else { return nil }
        let members = route.body.map(\.name)
        let query = QueryItems(exchange.request.query).items.map(\.name)
        if exchange.request.body.isEmpty, let name = query.first(where: { members.contains($0) }) {
            return "\"\(name)\" is read from the JSON body, and was sent in the query."
        }
        guard let value = body(of: exchange) else {
            return unknownName(query, route.query.map(\.name), "item of the query")
                ?? aboutSyntax(exchange, route)
        }
        guard let body = value.object else {
            return members.isEmpty
                ? nil : "The body is \(value.kind), expected a JSON object."
        }
        let sent = body.members.map(\.name)
        let missing = members.filter { !sent.contains($0) }
        return aboutType(route.body, body)
            ?? unknownName(sent.filter { !members.contains($0) }, missing, "member")
            ?? unknownName(query, route.query.map(\.name), "item of the query")
    }

    private static func aboutSyntax(_ exchange: ExchangeRecord, _ route: RouteDescription)
        -> String?
    {
        let body = exchange.request.body
        guard !route.body.isEmpty, !body.isEmpty, body.count <= RequestLogEntry.bodyByteCountMax
        else { return nil }
        return "The body is not JSON."
    }

    private static func aboutType(
        _ fields: [any RequestFieldDescription], _ body: JSONObject
    ) -> String? {
        for field in fields {
            guard let value = body[field.name], !field.type.includes(value),
                field.isRequired || value != .null
            else { continue }
            return "\"\(field.name)\" is \(value.kind), expected \(field.type.expectation)."
        }
        return nil
    }

    private static func unknownName(_ sent: [String], _ known: [String], _ kind: String)
        -> String?
    {
        for name in sent where !known.contains(name) {
            if let nearest = ClosestMatch.nearest(to: name, among: known) {
                return "The \(kind) \"\(name.shownInHints)\" is not read: did you mean "
                    + "\"\(nearest)\"?"
            }
        }
        return nil
    }

    // MARK: Requests that were answered as asked

    /// What a request says that its operation does not read; nil when it reads all.
    ///
    /// Depends on nothing but the request, so it is found when the log is read.
    static func aboutUnread(_ exchange: ExchangeRecord) -> String? {
        guard 200..<300 ~= exchange.status, exchange.fault == nil,
            let names = SentNames(exchange)
        else { return nil }
        return unread(names.items, names.readItems, "item of the query")
            ?? unread(names.members, names.readMembers, "member")
    }

    private static func unread(_ sent: [String], _ known: [String], _ kind: String) -> String? {
        guard let name = sent.first(where: { !known.contains($0) }) else { return nil }
        let missing = known.filter { !sent.contains($0) }
        return unknownName(sent, missing, kind)
            ?? "The \(kind) \"\(name.shownInHints)\" is not read."
    }
}

/// The names of the query items and of the body's members that a request has, and that are read.
struct SentNames {
    let items: [String]
    let readItems: [String]
    /// Those of the body, if it is a JSON object.
    private(set) var members: [String] = []
    let readMembers: [String]
    /// Whether the body is JSON.
    let hasJSON: Bool

    /// - Parameter exchange: a request whose whole body is known; nil without a route.
    init?(_ exchange: ExchangeRecord) {
        guard let route = exchange.route else { return nil }
        let request = exchange.request
        items = QueryItems(request.query).items.map(\.name)
        let membersRead = route.body.map(\.name)
        readMembers = membersRead
        // What is declared for both is read from the query only without a body.
        readItems = route.query.map(\.name).filter {
            request.body.isEmpty || !membersRead.contains($0)
        }
        let body = request.body.isEmpty ? nil : FieldHint.body(of: exchange)
        hasJSON = body != nil
        if let object = body?.object { members = object.members.map(\.name) }
    }

    /// The items of the query that are not read.
    var unreadItems: [String] { items.filter { !readItems.contains($0) } }

    /// The members of the body that are not read.
    var unreadMembers: [String] { members.filter { !readMembers.contains($0) } }

    /// The items of the query that are read in place of a body.
    var itemsForBody: [String] {
        items.filter { readItems.contains($0) && readMembers.contains($0) }
    }
}

extension JSONValue {
    /// The type in a sentence.
    fileprivate var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object: "an object"
        }
    }
}

extension FieldType {
    /// Whether a value has the type; the form of a string does not matter.
    fileprivate func includes(_ value: JSONValue) -> Bool {
        switch self {
        case .string, .text, .email, .uuid, .dateTime, .date, .oneOf: value.string != nil
        case .boolean: value.bool != nil
        case .integer, .integerFrom, .number: value.number != nil
        case .any: true
        case .list(let element): value.array?.allSatisfy(element.includes) ?? false
        case .object, .map: value.object != nil
        case .nullable(let type): value == .null || type.includes(value)
        }
    }

    fileprivate var expectation: String {
        switch self {
        case .string, .text, .email, .uuid, .dateTime, .date, .oneOf: "a string"
        case .boolean: "a boolean"
        case .integer, .integerFrom, .number: "a number"
        case .any: "any value"
        case .list(let element): "a list, of which each entry is \(element.expectation)"
        case .object, .map: "an object"
        case .nullable(let type): type.expectation
        }
    }
}

extension String {
    /// The text without white space, quotation marks and written escapes around it.
    var withoutEdges: String {
        var text = trimmed
        let edges = [
            "\\r", "\\n", "\\t", "%0D", "%0A", "%09", "%20", "%0d", "%0a", "\"", "'",
        ]
        while let edge = edges.first(where: { text.hasSuffix($0) }) {
            text = String(text.dropLast(edge.count)).trimmed
        }
        while let edge = edges.first(where: { text.hasPrefix($0) }) {
            text = String(text.dropFirst(edge.count)).trimmed
        }
        return text
    }
}
