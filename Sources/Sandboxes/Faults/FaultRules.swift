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
    /// The indexes of the rules that a route's requests can match, so that others cost nothing.
    private var candidates: [ObjectIdentifier: Candidates] = [:]
    private var candidatesOfNoRoute = Candidates()

    private static let countMax = 1000

    /// Indexes of rules.
    private struct Candidates: Sendable {
        var before: [Int] = []
        var after: [Int] = []
        /// Whether a rule asks for the account.
        var needsAccount = false
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
        firing(candidates(for: exchange).after, exchange)
    }

    private func firing(_ indexes: [Int], _ exchange: ExchangeRecord) -> FiredFault? {
        if indexes.isEmpty { return nil }
        var subject = MatchSubject(exchange)
        for index in indexes {
            guard let fault = rules[index].fire(for: &subject) else { continue }
            exchange.fault = fault.ruleID
            return fault
        }
        return nil
    }

    private func candidates(for exchange: ExchangeRecord) -> Candidates {
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
        candidatesOfNoRoute = candidates { _ in true }
    }
}
