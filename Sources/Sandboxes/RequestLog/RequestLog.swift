internal import Emulation
internal import HTTP
package import JSON

/// What the services of a sandbox were asked, and what they answered.
///
/// Bounded: the oldest entries are evicted, and counted. The numbers of entries rise by one and are
/// never given again. Confined to the loop.
package final class RequestLog {
    /// A ring: the oldest entry is at `start`.
    private var slots: [RequestLogEntry?] = []
    private var start = 0
    package private(set) var count = 0
    private(set) var byteCount = 0
    private(set) var nextID = 1
    /// The entries that were evicted since the log was last cleared.
    private(set) var evicted = Evicted()
    private var streams: [RequestStream] = []
    /// The memory that it shares with other logs; nil before its first use.
    var budget: RequestLogBudget?

    /// What is known of evicted entries.
    package struct Evicted: Sendable {
        package fileprivate(set) var count = 0
        fileprivate(set) var lastID = 0
        fileprivate(set) var latest = Timestamp.earliest
    }

    package static let streamCountMax = 100

    package init() {}

    deinit {
        budget?.remove(ObjectIdentifier(self), byteCount: byteCount)
        budget?.discard(slots)
    }

    /// Whether requests are logged.
    package var isOn: Bool { budget?.isOn ?? false }

    /// The numbers of the entries.
    var ids: Range<Int> { nextID - count..<nextID }

    /// The entry with that number, unless it was evicted or cleared.
    func entry(_ id: Int) -> RequestLogEntry? {
        guard ids.contains(id) else { return nil }
        return slots[(start + id - ids.lowerBound) % slots.count]
    }

    /// What a matcher sees of the entry with that number; nil if it cannot match.
    ///
    /// A copy of the whole entry would cost more than most comparisons.
    func subject(_ id: Int, for matcher: RequestMatcher) -> MatchSubject? {
        guard ids.contains(id) else { return nil }
        return slots[(start + id - ids.lowerBound) % slots.count]?.subject(for: matcher)
    }

    /// How many bytes of the request's body the entry with that number has.
    func bodyByteCount(_ id: Int) -> Int {
        guard ids.contains(id) else { return 0 }
        return slots[(start + id - ids.lowerBound) % slots.count]?.firstBodyByteCount ?? 0
    }

    /// An entry as the control plane shows it; nil for a number without an entry.
    package func json(ofEntry text: String) -> JSONValue? {
        Int(digits: text).flatMap(entry)?.json
    }

    func append(_ exchange: ExchangeRecord, _ response: inout Response, sequence: Int) {
        let entry = RequestLogEntry(id: nextID, exchange, &response, sequence: sequence)
        if count == slots.count, start == 0 {
            slots.append(entry)
        } else {
            if count == slots.count { grow() }
            slots[(start + count) % slots.count] = entry
        }
        nextID += 1
        count += 1
        resize(by: entry.byteCount)
        if streams.isEmpty { return }
        for stream in streams { stream.noteAppended() }
        streams.removeAll(where: \.isOver)
    }

    /// Makes room in a full ring whose oldest entry is not at its beginning.
    private func grow() {
        let ordered = Array(slots[start...] + slots[..<start])
        slots = ordered + Array(repeating: nil, count: max(16, ordered.count))
        start = 0
    }

    func evictOldest() {
        guard count > 0, let entry = slots[start] else { return }
        evicted.count += 1
        evicted.lastID = entry.id
        evicted.latest = max(evicted.latest, entry.now)
        slots[start] = nil
        start = (start + 1) % slots.count
        count -= 1
        resize(by: -entry.byteCount)
    }

    private func resize(by change: Int) {
        byteCount += change
        budget?.count(change)
    }

    /// Removes all entries; those that follow have higher numbers.
    ///
    /// - Returns: how many there were.
    @discardableResult
    package func clear() -> Int {
        let removed = count
        resize(by: -byteCount)
        budget?.discard(slots)
        (slots, start, count) = ([], 0, 0)
        evicted = Evicted()
        return removed
    }

    // MARK: Streams

    /// Whether there may be one more live stream.
    package var hasRoomForStream: Bool { streams.count < Self.streamCountMax }

    /// Whether a client follows the log.
    var hasStreams: Bool { !streams.isEmpty }

    func add(_ stream: RequestStream) {
        streams.append(stream)
    }

    func remove(_ stream: RequestStream) {
        streams.removeAll { $0 === stream }
    }

    /// Ends the live streams, since the sandbox or the server ends.
    package func endStreams() {
        let ending = streams
        streams = []
        for stream in ending { stream.finish() }
    }
}
