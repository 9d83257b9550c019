package import Emulation
package import JSON

/// What a test expects of the requests that were made.
package struct RequestAssertion: Sendable {
    /// The number of requests that match, or their order.
    enum Expectation: Sendable {
        case count(ClosedRange<Int>)
        /// Requests in this order; others may be in between.
        case sequence([RequestMatcher])
    }

    let matcher: RequestMatcher
    let expectation: Expectation
    /// Whether every request must match.
    let isExclusive: Bool

    /// Reads an assertion.
    ///
    /// - Parameters:
    ///   - body: the members.
    ///   - accounts: the users whose e-mail addresses are known.
    /// - Throws: the first member that cannot be used.
    package init(_ body: JSONObject, _ accounts: Accounts) throws(InvalidMember) {
        let form = try InvalidMember.read(AssertionForm.self, from: body, at: JSONPath())
        let path = JSONPath()
        if let match = form.match {
            let place = path.appending(member: "match")
            matcher = try RequestMatcher(match, at: place, accounts)
        } else {
            matcher = RequestMatcher()
        }
        isExclusive = form.isExclusive ?? false
        guard let steps = form.sequence else {
            expectation = .count(try form.counts(body))
            return
        }
        guard form.count == nil, form.least == nil, form.most == nil, !steps.isEmpty else {
            throw InvalidMember(
                path.appending(member: "sequence"), body["sequence"],
                expected: "at least one matcher, without \"count\", \"at_least\" and \"at_most\"")
        }
        var matchers: [RequestMatcher] = []
        for (index, step) in steps.enumerated() {
            let place = path.appending(member: "sequence").appending(index: index)
            matchers.append(try RequestMatcher(step, at: place, accounts))
        }
        expectation = .sequence(matchers)
    }

    /// Whether only the part of a body that is not in the log decides about a request.
    func isUndecided(_ subject: inout MatchSubject) -> Bool {
        guard subject.isBodyCut else { return false }
        for condition in matcher.conditions {
            if case .body = condition { continue }
            if !condition.isMet(by: &subject) { return false }
        }
        return true
    }
}

/// The members of an assertion.
private struct AssertionForm: Fields {
    private(set) var match: JSONObject?
    private(set) var count: Int?
    private(set) var least: Int?
    private(set) var most: Int?
    private(set) var sequence: [JSONObject]?
    private(set) var isExclusive: Bool?

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("match", &match)
        visitor.field("count", &count, .optional(.nonNegative))
        visitor.field("at_least", &least, .optional(.nonNegative))
        visitor.field("at_most", &most, .optional(.nonNegative))
        visitor.field("sequence", &sequence)
        visitor.field("none_other_than", &isExclusive)
    }

    /// The numbers of requests that are right; without one at least one is expected.
    func counts(_ body: JSONObject) throws(InvalidMember) -> ClosedRange<Int> {
        if let count {
            guard least == nil, most == nil else {
                throw InvalidMember(
                    JSONPath().appending(member: "count"), body["count"],
                    expected: "no such member together with \"at_least\" or \"at_most\"")
            }
            return count...count
        }
        let lowest = least ?? (most == nil && isExclusive != true ? 1 : 0)
        guard let most else { return lowest...Int.max }
        guard most >= lowest else {
            throw InvalidMember(
                JSONPath().appending(member: "at_most"), body["at_most"],
                expected: "a number that is not below \"at_least\"")
        }
        return lowest...most
    }
}
