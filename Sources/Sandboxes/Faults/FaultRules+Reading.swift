package import Emulation
internal import HTTP
package import JSON

extension FaultRules {
    /// Reads a rule, `{"match":{…},"when":{…},"then":{…}}`, and adds it.
    ///
    /// - Throws: the first member that cannot be used, or that a rule could never fire with.
    package mutating func add(_ body: JSONObject, _ accounts: Accounts)
        throws(InvalidMember) -> FaultRule
    {
        let form = try InvalidMember.read(RuleForm.self, from: body, at: JSONPath())
        let matcher = try form.matcher(accounts)
        let action = try form.action()
        if action.answer != nil || !action.isPerformed, matcher.needsOutcome {
            for name in ["status", "refusal", "basis"] {
                guard let value = matcher.json[name] else { continue }
                throw InvalidMember(
                    JSONPath().appending(member: "match").appending(member: name), value,
                    expected: "no member that is known only after the request was performed: "
                        + "this rule answers instead of performing it")
            }
        }
        return try add { (number) throws(InvalidMember) in
            FaultRule(
                id: "f\(number)", json: body, matcher, try form.schedule(number: number), action)
        }
    }
}

/// The members of a rule.
private struct RuleForm: Fields {
    private var match: JSONObject?
    private var when: JSONObject?
    private var then: JSONObject?

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

    func schedule(number: Int) throws(InvalidMember) -> FaultSchedule {
        let path = JSONPath().appending(member: "when")
        let object = when ?? JSONObject()
        let form = try InvalidMember.read(WhenForm.self, from: object, at: path)
        return FaultSchedule(
            try form.kind(path, object), seed: form.seed.map(UInt64.init) ?? UInt64(number))
    }

    func action() throws(InvalidMember) -> FaultAction {
        let path = JSONPath().appending(member: "then")
        let object = then ?? JSONObject()
        return try InvalidMember.read(ThenForm.self, from: object, at: path).action(path, object)
    }
}

/// The members of `when`.
private struct WhenForm: Fields {
    private var skip: Int?
    private var times: Int?
    private var every: Int?
    private var probability: Double?
    private(set) var seed: Int?

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
        guard probability > 0, probability <= 1 else {
            throw InvalidMember(
                path.appending(member: "probability"), object["probability"],
                expected: "a number above 0 and at most 1")
        }
        return .probability(probability)
    }

    private static let usage =
        "one of {\"times\":3}, {\"skip\":2,\"times\":1}, {\"every\":5} and "
        + "{\"probability\":0.2,\"seed\":7}"
}
