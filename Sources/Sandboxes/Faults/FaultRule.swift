internal import Emulation
internal import HTTP
internal import JSON

/// A rule: which requests, when, and what happens to their answers.
package struct FaultRule {
    package let id: String
    private let form: ReadFaultRule
    private var schedule: FaultSchedule
    /// Releases the answers that it delays.
    let hold: DeliveryHold
    private var matchedCount = 0
    private var firedCount = 0

    init(number: Int, _ form: ReadFaultRule) {
        id = "f\(number)"
        self.form = form
        schedule = form.schedule(number: number)
        hold = DeliveryHold()
    }

    var matcher: RequestMatcher { form.matcher }

    /// The bytes of its JSON text.
    var byteCount: Int { form.byteCount }

    /// Counts a request if it matches; returns what to do when the rule fires.
    mutating func fire(for subject: inout MatchSubject) -> FiredFault? {
        guard form.matcher.matches(&subject) else { return nil }
        matchedCount += 1
        guard schedule.isDue(matchedCount: matchedCount, firedCount: firedCount) else { return nil }
        firedCount += 1
        let jitter = schedule.jitter(upTo: form.action.jitterMilliseconds)
        return FiredFault(form.action, ruleID: id, jitter: jitter, hold)
    }

    /// Appends the rule with its counts as JSON text.
    func appendText(to text: inout some RangeReplaceableCollection<UInt8>) {
        text.append(contentsOf: "{\"id\":\"\(id)\"".utf8)
        text.append(contentsOf: form.members)
        text.append(contentsOf: ",\"matched\":\(matchedCount),\"fired\":\(firedCount)}".utf8)
    }

    /// The rule with its counts as JSON text.
    package var text: [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(byteCount + Self.countsByteCount)
        appendText(to: &text)
        return text
    }

    /// Room for the id and the counts.
    private static let countsByteCount = 64
}
