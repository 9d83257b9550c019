internal import Emulation
internal import HTTP
package import JSON

/// Selects requests: for fault rules, for filters of the request log, and for assertions.
///
/// All members that are given must match. Compiled once, when it is read.
package struct RequestMatcher: Sendable {
    /// The members as they were given.
    package let json: JSONObject
    let conditions: [Condition]

    /// One member that is given.
    enum Condition: Sendable {
        case service(String)
        case operation(String)
        case method(HTTP.Method)
        case path(PathGlob)
        case query([(name: String, value: String)])
        case headers([(name: String, value: String)])
        case account(String)
        case key(String)
        case status(ClosedRange<Int>)
        case refusal(String)
        case basis(Basis)
        case body(BodyPattern)
        /// The sandbox's time of arrival is not before it.
        case since(Timestamp)
        /// The number in the log is higher.
        case after(Int)
        /// A rule fired, or none.
        case anyFault(Bool)
        case fault(String)
    }

    /// Matches every request.
    package init() {
        json = JSONObject()
        conditions = []
    }

    /// - Parameters:
    ///   - conditions: those that cost least first.
    ///   - json: the members as they were given.
    init(_ conditions: [Condition], json: JSONObject) {
        self.conditions = conditions
        self.json = json
    }

    /// Whether every member matches.
    func matches(_ subject: inout MatchSubject) -> Bool {
        // From a span, because a loop over an array copies each element.
        let conditions = conditions.span
        for index in conditions.indices where !conditions[index].isMet(by: &subject) {
            return false
        }
        return true
    }

    /// Whether a member is known only when the request was performed.
    var needsOutcome: Bool {
        conditions.contains { condition in
            switch condition {
            case .status, .refusal, .basis: true
            case .service, .operation, .method, .path, .query, .headers, .account, .key, .body,
                .since, .after, .anyFault, .fault:
                false
            }
        }
    }

    /// Whether the caller must be known.
    var needsAccount: Bool {
        conditions.contains { if case .account = $0 { true } else { false } }
    }

    /// Whether the members about service and operation exclude every request of a route.
    func excludes(service: String?, operation: String?) -> Bool {
        conditions.contains { condition in
            switch condition {
            case .service(let name): !(service == name)
            case .operation(let name): !(operation == name)
            case .method, .path, .query, .headers, .account, .key, .status, .refusal, .basis, .body,
                .since, .after, .anyFault, .fault:
                false
            }
        }
    }
}

// MARK: - For assertions

extension RequestMatcher {
    /// How many members do not match.
    func unmetCount(_ subject: inout MatchSubject) -> Int {
        var count = 0
        for condition in conditions where !condition.isMet(by: &subject) { count += 1 }
        return count
    }

    /// Whether an entry that was evicted may have matched.
    ///
    /// - Parameters:
    ///   - lastID: the number of the last entry that was evicted.
    ///   - latest: the latest time of such an entry.
    /// - Returns: false where `since` excludes all of them.
    func mayMatchEvicted(lastID: Int, latest: Timestamp) -> Bool {
        conditions.allSatisfy { condition in
            switch condition {
            case .since(let time): latest >= time
            case .after(let id): lastID > id
            case .service, .operation, .method, .path, .query, .headers, .account, .key, .status,
                .refusal, .basis, .body, .anyFault, .fault:
                true
            }
        }
    }
}

extension RequestMatcher.Condition {
    func isMet(by subject: inout MatchSubject) -> Bool {
        let exchange = subject.exchange
        switch self {
        case .service, .operation, .account, .status, .refusal, .basis, .since, .after, .anyFault,
            .fault:
            return isMet(by: exchange, logID: subject.logID) ?? false
        case .method(let method): return exchange.request.method == method
        case .path(let pattern): return pattern.matches(subject.path)
        case .query(let items):
            let query = subject.query
            return items.allSatisfy { item in
                query.items.contains { $0.name == item.name && $0.value == item.value }
            }
        case .headers(let fields):
            let headers = exchange.request.headers
            return fields.allSatisfy { field in
                guard let first = headers[field.name] else { return false }
                return first == field.value || headers.values(of: field.name).contains(field.value)
            }
        case .key(let key): return exchange.hasCredential(key)
        case .body(let pattern): return subject.bodyMatches(pattern)
        }
    }

    /// Whether a condition is met that does not need the request; nil for others.
    func isMet(by outcome: some MatchableOutcome, logID: Int?) -> Bool? {
        switch self {
        case .service(let name): outcome.service == name
        case .operation(let name): outcome.operation == name
        case .account(let id): outcome.account == id
        case .status(let range): range.contains(outcome.status)
        case .refusal(let name): outcome.refusal?.name == name
        case .basis(let basis): outcome.refusal?.basis == basis
        case .since(let time): outcome.now >= time
        case .after(let id): logID.map { $0 > id } ?? true
        case .anyFault(let isWanted): (outcome.fault != nil) == isWanted
        case .fault(let id): outcome.fault == id
        case .method, .path, .query, .headers, .key, .body: nil
        }
    }
}

extension JSONValue {
    /// Whether this value has all that an object of a matcher names: a JSON subset.
    ///
    /// Objects may have further members; lists have the same length; numbers are compared by
    /// value.
    package func contains(_ pattern: JSONObject) -> Bool {
        guard let object else { return false }
        return pattern.members.allSatisfy { member in
            object[member.name].map { $0.contains(member.value) } ?? false
        }
    }

    private func contains(_ pattern: JSONValue) -> Bool {
        switch pattern {
        case .object(let members): return contains(members)
        case .array(let patterns):
            guard let array, array.count == patterns.count else { return false }
            return zip(array, patterns).allSatisfy { $0.contains($1) }
        case .number(let wanted):
            return number.map { $0 == wanted || $0.double == wanted.double } ?? false
        case .null, .bool, .string: return self == pattern
        }
    }
}
