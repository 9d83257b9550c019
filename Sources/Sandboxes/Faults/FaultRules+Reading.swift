package import Emulation
internal import HTTP
package import JSON

/// A rule that was read, and is not in use yet.
package struct ReadFaultRule: Sendable {
    /// The members as they were given, as JSON text: a comma before each, no braces.
    let members: [UInt8]
    let matcher: RequestMatcher
    private let kind: FaultSchedule.Kind
    private let seed: UInt64?
    let action: FaultAction

    /// Reads a rule, `{"match":{…},"when":{…},"then":{…}}`.
    ///
    /// - Throws: the first member that cannot be used, or that a rule could never fire with.
    package init(_ body: JSONObject, _ accounts: Accounts) throws(InvalidMember) {
        let form = try InvalidMember.read(RuleForm.self, from: body, at: JSONPath())
        matcher = try form.matcher(accounts)
        action = try form.action()
        let when = try form.schedule(hasJitter: action.jitterMilliseconds > 0)
        (kind, seed) = (when.kind, when.seed)
        var members: [UInt8] = []
        body.appendMembers(to: &members, isFirst: false)
        self.members = members
        guard action.answer != nil || !action.isPerformed, matcher.needsOutcome else { return }
        for name in ["status", "refusal", "basis"] {
            guard let value = matcher.json[name] else { continue }
            throw InvalidMember(
                JSONPath().appending(member: "match").appending(member: name), value,
                expected: "no member that is known only after the request was performed: "
                    + "this rule answers instead of performing it")
        }
    }

    /// The bytes of its JSON text.
    var byteCount: Int { members.count }

    /// The schedule of a rule; its number is the seed when none was given.
    func schedule(number: Int) -> FaultSchedule {
        FaultSchedule(kind, seed: seed ?? UInt64(number))
    }
}

/// The members of a rule.
private struct RuleForm: Fields {
    private var match: JSONObject?
    private var when: JSONObject?
    private var then = JSONObject()

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("match", &match)
        visitor.field("when", &when)
        visitor.field("then", &then, .required)
    }

    func matcher(_ accounts: Accounts) throws(InvalidMember) -> RequestMatcher {
        let path = JSONPath().appending(member: "match")
        guard let match else { return RequestMatcher() }
        let matcher = try RequestMatcher(match, at: path, accounts)
        for condition in matcher.conditions {
            switch condition {
            case .fault, .anyFault:
                throw InvalidMember(
                    path.appending(member: "fault"), match["fault"],
                    expected: "no such member: a rule cannot ask whether a rule fired")
            case .after:
                throw InvalidMember(
                    path.appending(member: "since"), match["since"],
                    expected: Timestamp.expectation)
            case .service, .operation, .method, .path, .query, .headers, .account, .key, .status,
                .refusal, .basis, .body, .since:
                continue
            }
        }
        return matcher
    }

    func schedule(hasJitter: Bool) throws(InvalidMember)
        -> (kind: FaultSchedule.Kind, seed: UInt64?)
    {
        let path = JSONPath().appending(member: "when")
        let object = when ?? JSONObject()
        let form = try InvalidMember.read(WhenForm.self, from: object, at: path)
        guard form.seed == nil || form.isRandom || hasJitter else {
            throw InvalidMember(
                path.appending(member: "seed"), object["seed"],
                expected: "no such member without \"probability\" or \"jitter_ms\"")
        }
        return (try form.kind(path, object), form.seed.map(UInt64.init))
    }

    func action() throws(InvalidMember) -> FaultAction {
        let path = JSONPath().appending(member: "then")
        return try InvalidMember.read(ThenForm.self, from: then, at: path).action(path, then)
    }
}

/// The members of `when`.
private struct WhenForm: Fields {
    private var skip: Int?
    private var times: Int?
    private var every: Int?
    private var probability: FaultProbability?
    private(set) var seed: Int?

    var isRandom: Bool { probability != nil }

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("skip", &skip, .optional(.nonNegative))
        visitor.field("times", &times, .optional(.positive))
        visitor.field("every", &every, .optional(.positive))
        visitor.field("probability", &probability)
        visitor.field("seed", &seed, .optional(.nonNegative))
    }

    func kind(_ path: JSONPath, _ object: JSONObject) throws(InvalidMember) -> FaultSchedule.Kind {
        let isCounted = skip != nil || times != nil
        guard [isCounted, every != nil, probability != nil].count(where: { $0 }) <= 1 else {
            throw InvalidMember(path, .object(object), expected: Self.usage)
        }
        if let every { return .every(every) }
        guard let probability else { return .counted(skip: skip ?? 0, times: times) }
        return .probability(probability.value)
    }

    private static let usage =
        "one of {\"times\":3}, {\"skip\":2,\"times\":1}, {\"every\":5} and "
        + "{\"probability\":0.2,\"seed\":7}"
}

/// The share of the matching requests for which a rule fires.
private struct FaultProbability: FieldValue {
    let value: Double
    let json: JSONValue

    init?(json: JSONValue) {
        guard let value = json.number?.double, value > 0, value <= 1 else { return nil }
        self.value = value
        self.json = json
    }

    static var expectation: String { "a number above 0 and at most 1" }
}
