internal import Emulation
package import JSON

/// A rule: which requests, when, and what happens to their answers.
package struct FaultRule: Sendable {
    package let id: String
    /// The members as they were given.
    private let json: JSONObject
    let matcher: RequestMatcher
    private var schedule: FaultSchedule
    private let action: FaultAction
    private var matchedCount = 0
    private var firedCount = 0

    init(
        id: String, json: JSONObject, _ matcher: RequestMatcher, _ schedule: FaultSchedule,
        _ action: FaultAction
    ) {
        self.id = id
        self.json = json
        self.matcher = matcher
        self.schedule = schedule
        self.action = action
    }

    /// Counts a request if it matches; returns what to do when the rule fires.
    mutating func fire(for subject: inout MatchSubject) -> FiredFault? {
        guard matcher.matches(&subject) else { return nil }
        matchedCount += 1
        guard schedule.isDue(matchedCount: matchedCount, firedCount: firedCount) else { return nil }
        firedCount += 1
        return FiredFault(
            action, ruleID: id, jitter: schedule.jitter(upTo: action.jitterMilliseconds))
    }

    /// The rule with its counts.
    package var description: JSONValue {
        var object: JSONObject = ["id": .string(id)]
        for member in json.members { object.append(member.name, member.value) }
        object.append("matched", matchedCount.json)
        object.append("fired", firedCount.json)
        return .object(object)
    }
}
