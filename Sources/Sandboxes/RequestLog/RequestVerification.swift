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
                stepsLeft -= entry.exchange.request.body.count / Self.bytesPerStep
                compare(entry)
            }
            id += 1
        }
        return id == ids.upperBound
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
                    "\(otherCount) requests do not match, expected none", isComplete: true,
                    "others", differences(of: others))
            }
            if matchedCount > counts.upperBound {
                return failure(
                    "\(matchedCount) requests match, expected \(Self.text(counts))",
                    isComplete: true, "matching", summaries(of: matching))
            }
            if most < counts.lowerBound || unknown == 0 && matchedCount < counts.lowerBound {
                return failure(
                    "\(matchedCount) requests match, expected \(Self.text(counts))",
                    isComplete: true, "nearest", differences(of: nearest.map(\.id)))
            }
            let isCertain =
                counts.contains(matchedCount) && counts.contains(most)
                && !(assertion.isExclusive && unknown > 0)
            return isCertain ? success : incomplete
        case .sequence(let steps):
            let isFound = step == steps.count
            if isFound, exclusive {
                return failure(
                    "\(otherCount) requests are not part of the sequence, expected none",
                    isComplete: unknown == 0, "others", summaries(of: others))
            }
            if isFound { return assertion.isExclusive && unknown > 0 ? incomplete : success }
            if unknown > 0 { return incomplete }
            return failure(
                "request \(step + 1) of the sequence was not made after the \(step) before it",
                isComplete: true, "nearest", differences(of: nearest.map(\.id)))
        }
    }

    private var success: Verdict {
        .fulfilled(["matched": matchedCount.json, "complete": true])
    }

    private var incomplete: Verdict {
        let reason =
            evictedCount > 0
            ? "\(evictedCount) older requests were evicted from the log and could have matched"
            : "of \(undecidedCount) requests the log has only the first "
                + "\(RequestLogEntry.bodyByteCountMax) bytes of the body"
        return failure(
            "This cannot be told: " + reason, isComplete: false, "nearest",
            differences(of: nearest.map(\.id)))
    }

    /// How many entries that were evicted could have matched.
    private var evictedCount: Int {
        let evicted = log.evicted
        guard evicted.count > 0 else { return 0 }
        let mayMatch = assertion.matcher.mayMatchEvicted(
            lastID: evicted.lastID, latest: evicted.latest)
        return mayMatch || assertion.isExclusive ? evicted.count : 0
    }

    private func failure(
        _ message: String, isComplete: Bool, _ name: String, _ requests: [JSONValue]
    ) -> Verdict {
        .failed(
            message: message,
            [
                "complete": .bool(isComplete), "matched": matchedCount.json,
                name: .array(requests),
            ])
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
