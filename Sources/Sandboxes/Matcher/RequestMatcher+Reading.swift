package import Emulation
package import HTTP
package import JSON

extension RequestMatcher {
    /// Reads the members of a matcher.
    ///
    /// - Parameters:
    ///   - object: the members.
    ///   - path: where they are in the body.
    ///   - accounts: the users whose e-mail addresses are known.
    /// - Throws: the first member that no request can match, or that is not known.
    package init(
        _ object: JSONObject, at path: JSONPath = JSONPath(), _ accounts: Accounts
    ) throws(InvalidMember) {
        let form = try InvalidMember.read(MatcherForm.self, from: object, at: path)
        func refuse(_ name: String, _ expectation: String) -> InvalidMember {
            InvalidMember(path.appending(member: name), object[name], expected: expectation)
        }
        if let name = form.operation {
            try KnownNames.operations(of: form.service).check(name) { refuse("operation", $0) }
        }
        if let name = form.refusal {
            try KnownNames.refusals(of: form.service).check(name) { refuse("refusal", $0) }
        }
        var account = form.account
        if let text = form.account {
            account = accounts.user(named: text)?.id ?? text
            if account == text, text.utf8.contains(UInt8(ascii: "@")) {
                throw refuse("account", "the id or the e-mail address of a user")
            }
        }
        self.init(form.conditions(account: account), json: object)
        try requirePossible(at: path)
    }

    /// Reads the members of a matcher from a query: `status=503&path=/app/*&headers.accept=x`.
    ///
    /// - Parameters:
    ///   - query: its items.
    ///   - others: the names of items that are not members.
    ///   - accounts: the users whose e-mail addresses are known.
    /// - Throws: the first item that cannot be used.
    package init(
        query: QueryItems, except others: [String], _ accounts: Accounts
    ) throws(InvalidMember) {
        var object = JSONObject()
        var nested: [(name: String, members: JSONObject)] = []
        for (name, value) in query.items where !others.contains(name) {
            let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
            if parts.count == 2, parts[0] == "query" || parts[0] == "headers" {
                let index = nested.firstIndex { $0.name == parts[0] } ?? nested.count
                if index == nested.count { nested.append((parts[0], JSONObject())) }
                guard nested[index].members[parts[1]] == nil else {
                    throw InvalidMember(
                        JSONPath(dotted: name), .string(value), expected: "one value only")
                }
                nested[index].members.append(parts[1], .string(value))
                continue
            }
            guard parts.count != 2 || !MatcherForm.names.contains(parts[0]) else {
                throw InvalidMember(
                    JSONPath(dotted: name), .string(value),
                    expected: "no item of that name: "
                        + (parts[0] == "body"
                            ? "give the whole JSON, such as body={\"\(parts[1])\":…}"
                            : "\"\(parts[0])\" has no members"))
            }
            guard object[name] == nil else {
                throw InvalidMember(
                    JSONPath().appending(member: name), .string(value), expected: "one value only")
            }
            object.append(name, Self.value(of: name, value))
        }
        for (name, members) in nested { object.append(name, .object(members)) }
        try self.init(object, accounts)
    }

    /// What the text of a query's item means: a number, true or false, or JSON for some members.
    private static func value(of name: String, _ text: String) -> JSONValue {
        switch name {
        case "status", "since": Int(digits: text).map { $0.json } ?? .string(text)
        case "fault": text == "true" ? true : text == "false" ? false : .string(text)
        case "body": (try? JSONParser.parse(Array(text.utf8))) ?? .string(text)
        default: .string(text)
        }
    }
}

/// The members of a matcher.
private struct MatcherForm: Fields {
    private(set) var service: String?
    private(set) var operation: String?
    private var method: String?
    private var path: MatchedPath?
    private var query: [ByteString: String]?
    private var headers: [ByteString: String]?
    private(set) var account: String?
    private var key: String?
    private var status: MatchedStatus?
    private(set) var refusal: String?
    private var basis: String?
    private var body: JSONObject?
    private var since: MatchedStart?
    private var fault: MatchedFault?

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("service", &service, .optional(.oneOf(AnyService.all.map(\.name))))
        visitor.field("operation", &operation)
        visitor.field("method", &method, .optional(.nonBlank))
        visitor.field("path", &path)
        visitor.field("query", &query)
        visitor.field("headers", &headers)
        visitor.field("account", &account, .optional(.nonBlank))
        visitor.field("key", &key, .optional(.nonBlank))
        visitor.field("status", &status)
        visitor.field("refusal", &refusal)
        visitor.field("basis", &basis, .optional(.oneOf(["documented", "observed", "assumed"])))
        visitor.field("body", &body)
        visitor.field("since", &since)
        visitor.field("fault", &fault)
    }

    static let names = MemberNames.of(MatcherForm())

    /// The members that are given, those that cost least first.
    func conditions(account: String?) -> [RequestMatcher.Condition] {
        let all: [RequestMatcher.Condition?] = [
            status.map { .status($0.range) },
            fault?.condition,
            since?.condition,
            method.map { .method(Method(rawValue: $0.uppercased())) },
            operation.map { .operation($0) },
            service.map { .service($0) },
            path.map { .path($0.pattern) },
            account.map { .account($0) },
            refusal.map { .refusal($0) },
            basis.flatMap(Basis.init(rawValue:)).map { .basis($0) },
            key.map { .key($0) },
            query.map { .query($0.pairs) },
            headers.map { .headers($0.pairs) },
            body.map { .body(BodyPattern($0)) },
        ]
        return all.compactMap { $0 }
    }
}

extension [ByteString: String] {
    fileprivate var pairs: [(name: String, value: String)] {
        sorted { $0.key < $1.key }.map { ($0.key.text, $0.value) }
    }
}

/// The names of operations or refusals that exist.
private struct KnownNames {
    private let kind: String
    private let names: [String]
    private static let listedMax = 5

    static func operations(of service: String?) -> KnownNames {
        KnownNames("an operation", service) { contract in contract.routes.map(\.route.name) }
    }

    static func refusals(of service: String?) -> KnownNames {
        KnownNames("a refusal", service) { contract in
            contract.commonRefusals.all.map(\.name)
                + contract.routes.flatMap { $0.refusals.map(\.name) }
        }
    }

    private init(_ kind: String, _ service: String?, _ names: (AnyContract) -> [String]) {
        let owner = AnyService.all.first { $0.name == service }
        self.kind = owner.map { "\(kind) of \($0.title)" } ?? kind
        let contracts = (owner.map { [$0] } ?? AnyService.all).flatMap(\.contracts)
        var seen: [String] = []
        for name in contracts.flatMap(names) where !seen.contains(name) { seen.append(name) }
        self.names = seen
    }

    /// Refuses a name that does not exist.
    func check(_ name: String, _ refuse: (String) -> InvalidMember) throws(InvalidMember) {
        guard !names.contains(name) else { return }
        if let nearest = ClosestMatch.nearest(to: name, among: names) {
            throw refuse("the name of \(kind): did you mean \"\(nearest)\"?")
        }
        let nearest = ClosestMatch.ranked(name, among: names).prefix(Self.listedMax)
        throw refuse("the name of \(kind), such as " + nearest.joined(separator: ", "))
    }
}

// MARK: - The forms of single members

/// A pattern for paths.
private struct MatchedPath: FieldValue {
    let pattern: PathGlob

    init?(json: JSONValue) {
        guard let pattern = json.string.flatMap(PathGlob.init) else { return nil }
        self.pattern = pattern
    }

    var json: JSONValue { .string(pattern.text) }

    static var expectation: String { PathGlob.expectation }
}

/// A status or a class of them.
private struct MatchedStatus: FieldValue {
    let range: ClosedRange<Int>
    private static let statuses = 100...599

    init?(json: JSONValue) {
        if let status = json.int, Self.statuses.contains(status) {
            range = status...status
        } else if let text = json.string, text.utf8.count == 3, text.hasSuffix("xx"),
            let first = Int(text.prefix(1)), Self.statuses.contains(first * 100)
        {
            range = first * 100...first * 100 + 99
        } else {
            return nil
        }
    }

    var json: JSONValue { range.lowerBound.json }

    static var expectation: String { "a status such as 404, or a class such as \"5xx\"" }
}

/// A time of the sandbox, or the number of an entry of the log.
private struct MatchedStart: FieldValue {
    let condition: RequestMatcher.Condition

    init?(json: JSONValue) {
        self.json = json
        if let id = json.int, id >= 0 {
            condition = .after(id)
        } else if let time = json.string.flatMap(Timestamp.init(rfc3339:)) {
            condition = .since(time)
        } else {
            return nil
        }
    }

    let json: JSONValue

    static var expectation: String {
        Timestamp.expectation + ", or the id of the request in the log before the first"
    }
}

/// The id of a fault rule, or whether one fired.
private struct MatchedFault: FieldValue {
    let condition: RequestMatcher.Condition

    init?(json: JSONValue) {
        self.json = json
        switch json {
        case .bool(let isWanted): condition = .anyFault(isWanted)
        case .string(let id): condition = .fault(id)
        case .null, .number, .array, .object: return nil
        }
    }

    let json: JSONValue

    static var expectation: String { "true, false, or the id of a fault rule" }
}
