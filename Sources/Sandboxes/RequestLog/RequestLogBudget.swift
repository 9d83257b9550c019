package import Emulation
package import HTTP

/// The memory that the request logs of all sandboxes share.
///
/// When all of them together have too much, the largest log loses its oldest entries.
package final class RequestLogBudget {
    /// The most entries of a sandbox; 0 logs nothing.
    private let entryCountMax: Int
    private let byteCountMax: Int
    private let totalByteCountMax: Int
    private var totalByteCount = 0
    private var logs: [ObjectIdentifier: Member] = [:]
    /// Entries of logs that were cleared: freeing all at once would hold the loop.
    private var discarded: [[RequestLogEntry?]] = []
    private static let freedPerRequest = 64

    package static let entryCountMaxDefault = 10_000
    private static let byteCountMaxDefault = 32 << 20
    private static let totalByteCountMaxDefault = 256 << 20
    /// When there is too much, this part more is freed: the largest log is rarely looked for.
    private static let slackShift = 6

    /// A log that ends with its sandbox.
    private struct Member {
        weak var log: RequestLog?
    }

    package init(
        entryCountMax: Int = RequestLogBudget.entryCountMaxDefault, byteCountMax: Int? = nil,
        totalByteCountMax: Int? = nil
    ) {
        self.entryCountMax = entryCountMax
        self.byteCountMax = byteCountMax ?? Self.byteCountMaxDefault
        self.totalByteCountMax = totalByteCountMax ?? Self.totalByteCountMaxDefault
    }

    /// Whether requests are logged.
    package var isOn: Bool { entryCountMax > 0 }

    /// Makes this the budget of a log.
    package func include(_ log: RequestLog) {
        guard log.budget == nil else { return }
        log.budget = self
        logs[ObjectIdentifier(log)] = Member(log: log)
    }

    /// Logs a request that was answered, and evicts what no longer fits.
    ///
    /// A streamed answer is replaced by one that notes what is sent.
    package func append(
        _ exchange: ExchangeRecord, _ response: inout Response, sequence: Int, to log: RequestLog
    ) {
        include(log)
        log.append(exchange, &response, sequence: sequence)
        while log.count > entryCountMax || log.byteCount > byteCountMax, log.count > 0 {
            log.evictOldest()
        }
        if totalByteCount > totalByteCountMax { evictFromLargest() }
        if !discarded.isEmpty { freeDiscarded() }
    }

    private func freeDiscarded() {
        let last = discarded.count - 1
        discarded[last].removeLast(min(Self.freedPerRequest, discarded[last].count))
        if discarded[last].isEmpty { discarded.removeLast() }
    }

    /// Called by a log with entries that are to be freed, some with each request that follows.
    func discard(_ entries: [RequestLogEntry?]) {
        if !entries.isEmpty { discarded.append(entries) }
    }

    private func evictFromLargest() {
        let wanted = totalByteCountMax - (totalByteCountMax >> Self.slackShift)
        while totalByteCount > wanted {
            let largest = logs.values.compactMap(\.log).max { $0.byteCount < $1.byteCount }
            guard let largest, largest.count > 0 else { return }
            // A part at a time, since another log may be the largest then.
            let goal = largest.byteCount - (totalByteCountMax >> Self.slackShift)
            while totalByteCount > wanted, largest.count > 0, largest.byteCount > goal {
                largest.evictOldest()
            }
        }
    }

    /// Called by a log when its size changes.
    func count(_ byteCount: Int) {
        totalByteCount += byteCount
    }

    /// Called by a log at its end.
    func remove(_ id: ObjectIdentifier, byteCount: Int) {
        logs[id] = nil
        totalByteCount -= byteCount
    }

    /// Ends all live streams, since the server stops.
    package func endStreams() {
        for member in logs.values { member.log?.endStreams() }
    }
}
