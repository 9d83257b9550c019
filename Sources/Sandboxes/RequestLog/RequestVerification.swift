internal import Emulation
internal import HTTP
package import JSON

/// Compares a log with an assertion, in steps: a full log would hold the loop.
package final class RequestVerification {
    private let log: RequestLog
    private let assertion: RequestAssertion
    /// The numbers of the entries when it began.
    private let ids: Range<Int>
    private var id: Int
    /// The entries that match.
    private var matching: [Int] = []
    private var matchedCount = 0
    /// Entries that match nothing although all have to.
    private var others: [Int] = []
    private var otherCount = 0
    /// The step of the sequence that is looked for.
    private var step = 0
    /// The number of the entry that was the step before.
    private var lastStepID: Int?
    /// The entry at which the search for a missing step before its turn is; nil before that search.
    private var earlierID: Int?
    /// Entries that are the missing step, but were made too early.
    private var earlier: [Int] = []
    /// The entries with the fewest differences, best first.
    private var nearest: [(id: Int, count: Int)] = []
    /// Entries about which nothing can be said, since the log has only a part of the body.
    private var undecidedCount = 0

    private static let stepsPerTurn = 300
    private static let shownMax = 3
    private static let bytesPerStep = 64

    package init(_ log: RequestLog, _ assertion: RequestAssertion) {
        self.log = log
        self.assertion = assertion
        ids = log.ids
        id = ids.lowerBound
    }

    /// Looks at some entries.
    ///
    /// - Returns: whether all were looked at.
    package func advance() -> Bool {
        var stepsLeft = Self.stepsPerTurn
        while id < ids.upperBound, stepsLeft > 0 {
            stepsLeft -= 1
            if let entry = log.entry(id) {
                stepsLeft -= entry.firstBodyByteCount / Self.bytesPerStep
                compare(entry)
            }
            id += 1
        }
        return id == ids.upperBound && searchEarlier(&stepsLeft)
    }

    /// Looks for the missing step of a sequence among the requests before the step that was last.
    ///
    /// - Returns: whether all were looked at.
    private func searchEarlier(_ stepsLeft: inout Int) -> Bool {
        guard case .sequence(let steps) = assertion.expectation, step < steps.count,
            let lastStepID
        else { return true }
        var id = earlierID ?? ids.lowerBound
        while id < lastStepID, stepsLeft > 0, earlier.count < Self.shownMax {
            stepsLeft -= 1
            if let entry = log.entry(id) {
                stepsLeft -= entry.firstBodyByteCount / Self.bytesPerStep
                var subject = entry.subject
                if assertion.matcher.matches(&subject), steps[step].matches(&subject) {
                    earlier.append(id)
                }
            }
            id += 1
        }
        earlierID = id
        return id >= lastStepID || earlier.count == Self.shownMax
    }

    private func compare(_ entry: RequestLogEntry) {
        var subject = entry.subject
        let isMatch = assertion.matcher.matches(&subject)
        if isMatch {
            matchedCount += 1
            if matching.count < Self.shownMax { matching.append(id) }
        }
        if !isMatch, assertion.isUndecided(&subject) {
            undecidedCount += 1
            return
        }
        switch assertion.expectation {
        case .count:
            note(entry, assertion.matcher, &subject, isMatch: isMatch, isPart: isMatch)
        case .sequence(let steps):
            guard step < steps.count else {
                return note(entry, assertion.matcher, &subject, isMatch: isMatch, isPart: false)
            }
            let isNext = isMatch && steps[step].matches(&subject)
            note(entry, steps[step], &subject, isMatch: isNext, isPart: isNext)
            if isNext {
                step += 1
                lastStepID = id
                nearest = []
            }
        }
    }

    /// Notes an entry that is no part of what is expected.
    private func note(
        _ entry: RequestLogEntry, _ matcher: RequestMatcher, _ subject: inout MatchSubject,
        isMatch: Bool, isPart: Bool
    ) {
        if !isPart {
            otherCount += 1
            if others.count < Self.shownMax { others.append(id) }
        }
        if isMatch { return }
        let count = matcher.unmetCount(&subject)
        guard nearest.count < Self.shownMax || count < nearest.last?.count ?? .max else { return }
        let index = nearest.firstIndex { $0.count > count } ?? nearest.count
        nearest.insert((id, count), at: index)
        if nearest.count > Self.shownMax { nearest.removeLast() }
    }

    // MARK: The verdict

    /// What came out.
    package enum Verdict {
        case fulfilled(JSONObject)
        case failed(message: String, JSONObject)
    }

    /// The verdict, once all entries were looked at.
    ///
    /// Evicted entries count as unknown: where they could have changed it, it says so.
    package var verdict: Verdict {
        let unknown = evictedCount + undecidedCount
        let exclusive = assertion.isExclusive && otherCount > 0
        switch assertion.expectation {
        case .count(let counts):
            let most = matchedCount + unknown
            if exclusive {
                return failure(
                    Self.requests(otherCount, "does not match", "do not match") + ", expected none",
                    isComplete: true, ["others": .array(differences(of: others))])
            }
            let message =
                Self.requests(matchedCount, "matches", "match")
                + ", expected \(Self.text(counts))"
            if matchedCount > counts.upperBound {
                return failure(
                    message, isComplete: true, ["matching": .array(summaries(of: matching))])
            }
            if most < counts.lowerBound || unknown == 0 && matchedCount < counts.lowerBound {
                return failure(
                    message, isComplete: true,
                    ["matching": .array(summaries(of: matching)), "nearest": nearestRequests])
            }
            let isCertain =
                counts.contains(matchedCount) && counts.contains(most)
                && !(assertion.isExclusive && unknown > 0)
            return isCertain ? success : incomplete
        case .sequence(let steps):
            let isFound = step == steps.count
            if isFound, exclusive {
                return failure(
                    Self.requests(otherCount, "is", "are")
                        + " not part of the sequence, expected none",
                    isComplete: unknown == 0, ["others": .array(summaries(of: others))])
            }
            if isFound { return assertion.isExclusive && unknown > 0 ? incomplete : success }
            if unknown > 0 { return incomplete }
            return missingStep
        }
    }

    private var success: Verdict {
        .fulfilled(["matched": matchedCount.json, "complete": true])
    }

    private var incomplete: Verdict {
        let reason =
            evictedCount > 0
            ? "\(evictedCount) older \(evictedCount == 1 ? "request was" : "requests were") "
                + "evicted from the log and could have matched"
            : "of \(undecidedCount) \(undecidedCount == 1 ? "request" : "requests") the log has "
                + "only the first \(RequestLogEntry.bodyByteCountMax) bytes of the body"
        return failure(
            "This cannot be told: " + reason, isComplete: false, ["nearest": nearestRequests])
    }

    /// The verdict about a sequence of which a step is missing, or was made too early.
    private var missingStep: Verdict {
        let name = "request \(step + 1) of the sequence was"
        if step == 0 {
            return failure(name + " not made", isComplete: true, ["nearest": nearestRequests])
        }
        if earlier.isEmpty {
            return failure(
                name + " not made after request \(step)", isComplete: true,
                ["nearest": nearestRequests])
        }
        return failure(
            name + " made in the wrong order: before request \(step), and not after it",
            isComplete: true,
            ["earlier": .array(summaries(of: earlier)), "nearest": nearestRequests])
    }

    private static func requests(_ count: Int, _ one: String, _ several: String) -> String {
        count == 1 ? "1 request \(one)" : "\(count) requests \(several)"
    }

    private var nearestRequests: JSONValue { .array(differences(of: nearest.map(\.id))) }

    /// How many entries that were evicted could have matched.
    private var evictedCount: Int {
        let evicted = log.evicted
        guard evicted.count > 0 else { return 0 }
        let mayMatch = assertion.matcher.mayMatchEvicted(
            lastID: evicted.lastID, latest: evicted.latest)
        return mayMatch || assertion.isExclusive ? evicted.count : 0
    }

    private func failure(_ message: String, isComplete: Bool, _ requests: JSONObject) -> Verdict {
        var members: JSONObject = [
            "complete": .bool(isComplete), "matched": matchedCount.json,
        ]
        for member in requests.members { members.append(member.name, member.value) }
        return .failed(message: message, members)
    }

    private func summaries(of ids: [Int]) -> [JSONValue] {
        ids.compactMap(log.entry).map { ["id": $0.id.json, "request": .string($0.summary)] }
    }

    private func differences(of ids: [Int]) -> [JSONValue] {
        ids.compactMap(log.entry).map { entry in
            var matcher = assertion.matcher
            if case .sequence(let steps) = assertion.expectation, step < steps.count {
                matcher = steps[step]
            }
            let differences = matcher.differences(from: entry).map(\.json)
            return [
                "id": entry.id.json, "request": .string(entry.summary),
                "differences": .array(differences),
            ]
        }
    }

    private static func text(_ counts: ClosedRange<Int>) -> String {
        if counts.lowerBound == counts.upperBound { return "\(counts.lowerBound)" }
        if counts.upperBound == .max { return "at least \(counts.lowerBound)" }
        return counts.lowerBound == 0
            ? "at most \(counts.upperBound)" : "\(counts.lowerBound) to \(counts.upperBound)"
    }
}
