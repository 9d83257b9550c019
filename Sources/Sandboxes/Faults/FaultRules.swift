package import Emulation
internal import HTTP

/// The fault rules of a sandbox, in the order in which they were added.
///
/// The first rule that matches and is due fires. A rule about the outcome (status, refusal, basis)
/// can only be asked after the request was performed, so it is asked when no other rule fired.
///
/// A class confined to the loop.
package final class FaultRules {
    private(set) var rules: [FaultRule] = []
    private var lastNumber = 0
    /// The bytes of all rules.
    private var byteCount = 0
    /// The memory that they share with those of other sandboxes; set while there are none.
    var budget = FaultBudget()
    /// The rules that a route's requests can match, so that others cost nothing.
    private var candidates: [ObjectIdentifier: Candidates] = [:]
    /// Whether a rule is asked only after a request was performed.
    private var hasOutcomeRules = false
    /// The rules for requests without a route, by service.
    private var candidatesOfNoRoute: [String?: Candidates] = [:]

    private static let countMax = 1000

    /// Rules by when they are asked.
    private final class Candidates: Sendable {
        let before: MatcherIndex
        let after: MatcherIndex
        /// Whether a rule asks for the account.
        let needsAccount: Bool

        init(before: MatcherIndex, after: MatcherIndex, needsAccount: Bool) {
            self.before = before
            self.after = after
            self.needsAccount = needsAccount
        }
    }

    deinit {
        budget.count(-byteCount)
    }

    package var isEmpty: Bool { rules.isEmpty }

    /// Whether a rule delays or paces an answer now.
    var isHolding: Bool { rules.contains { !$0.hold.isEmpty } }

    /// The rule that fires before a request is performed.
    ///
    /// - Parameters:
    ///   - exchange: its route was found.
    ///   - findAccount: called when a rule asks for the account.
    /// - Returns: what the rule does; nil when none fires.
    package func firing(
        before exchange: ExchangeRecord, findAccount: () -> String?
    ) -> FiredFault? {
        let candidates = candidates(for: exchange)
        if candidates.needsAccount { exchange.account = findAccount() }
        return firing(candidates.before, exchange)
    }

    /// The rule about the outcome that fires when a request was performed.
    package func firing(after exchange: ExchangeRecord) -> FiredFault? {
        hasOutcomeRules ? firing(candidates(for: exchange).after, exchange) : nil
    }

    private func firing(_ index: MatcherIndex, _ exchange: ExchangeRecord) -> FiredFault? {
        if index.isEmpty { return nil }
        var subject = MatchSubject(exchange)
        for position in index.candidates(for: &subject) {
            guard let fault = rules[position].fire(for: &subject) else { continue }
            exchange.fault = fault.ruleID
            return fault
        }
        return nil
    }

    private func candidates(for exchange: ExchangeRecord) -> Candidates {
        guard let route = exchange.route else {
            let service = exchange.service
            if let known = candidatesOfNoRoute[service] { return known }
            let found = candidates(service: service, operation: nil)
            candidatesOfNoRoute[service] = found
            return found
        }
        let id = ObjectIdentifier(route)
        if let known = candidates[id] { return known }
        let found = candidates(service: exchange.service, operation: exchange.operation)
        candidates[id] = found
        return found
    }

    /// Sorts the rules that are possible by when they are asked.
    private func candidates(service: String?, operation: String?) -> Candidates {
        var (before, after) = ([(Int, RequestMatcher)](), [(Int, RequestMatcher)]())
        var needsAccount = false
        for (index, rule) in rules.enumerated() {
            let matcher = rule.matcher
            if matcher.excludes(service: service, operation: operation) { continue }
            if matcher.needsOutcome {
                after.append((index, matcher))
            } else {
                before.append((index, matcher))
            }
            needsAccount = needsAccount || matcher.needsAccount
        }
        return Candidates(
            before: MatcherIndex(before), after: MatcherIndex(after), needsAccount: needsAccount)
    }

    // MARK: Changing the rules

    /// Adds a rule with an id that no other had.
    package func add(_ form: ReadFaultRule) throws(FaultBudget.Shortage) -> FaultRule {
        guard rules.count < Self.countMax else { throw .count(max: Self.countMax) }
        guard byteCount + form.byteCount <= budget.sandboxByteCountMax else {
            throw .sandbox(byteCount: byteCount, max: budget.sandboxByteCountMax)
        }
        try budget.requireRoom(for: form.byteCount)
        lastNumber += 1
        let rule = FaultRule(number: lastNumber, form)
        rules.append(rule)
        resize(by: rule.byteCount)
        forgetCandidates()
        return rule
    }

    /// Removes a rule and releases the answers that it delays; returns whether there was one.
    package func remove(_ id: String) -> Bool {
        guard let index = rules.firstIndex(where: { $0.id == id }) else { return false }
        let rule = rules.remove(at: index)
        resize(by: -rule.byteCount)
        forgetCandidates()
        rule.hold.release()
        return true
    }

    /// Removes all rules and releases the answers that they delay.
    ///
    /// - Returns: how many there were.
    @discardableResult
    package func removeAll() -> Int {
        let removed = rules
        rules = []
        resize(by: -byteCount)
        forgetCandidates()
        for rule in removed { rule.hold.release() }
        return removed.count
    }

    /// Removes all rules; the next one has the first id again.
    func reset() {
        removeAll()
        lastNumber = 0
    }

    private func resize(by change: Int) {
        byteCount += change
        budget.count(change)
    }

    private func forgetCandidates() {
        candidates = [:]
        candidatesOfNoRoute = [:]
        hasOutcomeRules = rules.contains(where: \.matcher.needsOutcome)
    }
}
