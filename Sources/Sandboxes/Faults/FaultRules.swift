package import Emulation
internal import JSON

/// The fault rules of a sandbox, in the order in which they were added.
///
/// The first rule that matches and is due fires. A rule about the outcome (status, refusal, basis)
/// can only be asked after the request was performed, so it is asked when no other rule fired.
package struct FaultRules: Sendable {
    package private(set) var rules: [FaultRule] = []
    private var lastNumber = 0
    /// The indexes of the rules that a route's requests can match, so that others cost nothing.
    private var candidates: [ObjectIdentifier: Candidates] = [:]
    private var candidatesOfNoRoute = Candidates()

    package static let countMax = 1000

    /// Indexes of rules.
    private struct Candidates: Sendable {
        var before: [Int] = []
        var after: [Int] = []
        /// Whether a rule asks for the account.
        var needsAccount = false
    }

    package init() {}

    package var isEmpty: Bool { rules.isEmpty }

    /// The rule that fires before a request is performed.
    ///
    /// - Parameters:
    ///   - exchange: its route was found.
    ///   - findAccount: called when a rule asks for the account.
    /// - Returns: what the rule does; nil when none fires.
    package mutating func firing(
        before exchange: ExchangeRecord, findAccount: () -> String?
    ) -> FiredFault? {
        let candidates = candidates(for: exchange)
        if candidates.needsAccount { exchange.account = findAccount() }
        return firing(candidates.before, exchange)
    }

    /// The rule about the outcome that fires when a request was performed.
    package mutating func firing(after exchange: ExchangeRecord) -> FiredFault? {
        firing(candidates(for: exchange).after, exchange)
    }

    private mutating func firing(_ indexes: [Int], _ exchange: ExchangeRecord) -> FiredFault? {
        if indexes.isEmpty { return nil }
        var subject = MatchSubject(exchange)
        for index in indexes {
            guard let fault = rules[index].fire(for: &subject) else { continue }
            exchange.fault = fault.ruleID
            return fault
        }
        return nil
    }

    private mutating func candidates(for exchange: ExchangeRecord) -> Candidates {
        guard let route = exchange.route else { return candidatesOfNoRoute }
        let id = ObjectIdentifier(route)
        if let known = candidates[id] { return known }
        let (service, operation) = (exchange.service, exchange.operation)
        let found = candidates { !$0.excludes(service: service, operation: operation) }
        candidates[id] = found
        return found
    }

    /// Sorts the rules that are possible by when they are asked.
    private func candidates(_ isPossible: (RequestMatcher) -> Bool) -> Candidates {
        var found = Candidates()
        for (index, rule) in rules.enumerated() where isPossible(rule.matcher) {
            if rule.matcher.needsOutcome {
                found.after.append(index)
            } else {
                found.before.append(index)
            }
            found.needsAccount = found.needsAccount || rule.matcher.needsAccount
        }
        return found
    }

    // MARK: Changing the rules

    /// Adds a rule with an id that no other had.
    mutating func add(_ makeRule: (_ number: Int) throws(InvalidMember) -> FaultRule)
        throws(InvalidMember) -> FaultRule
    {
        let rule = try makeRule(lastNumber + 1)
        lastNumber += 1
        rules.append(rule)
        forgetCandidates()
        return rule
    }

    /// Removes a rule; returns whether there was one.
    package mutating func remove(_ id: String) -> Bool {
        guard let index = rules.firstIndex(where: { $0.id == id }) else { return false }
        rules.remove(at: index)
        forgetCandidates()
        return true
    }

    /// Removes all rules; returns how many there were.
    package mutating func removeAll() -> Int {
        let count = rules.count
        rules = []
        forgetCandidates()
        return count
    }

    private mutating func forgetCandidates() {
        candidates = [:]
        candidatesOfNoRoute = candidates { _ in true }
    }
}
