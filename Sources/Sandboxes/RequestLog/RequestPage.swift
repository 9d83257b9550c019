internal import Emulation
package import HTTP
internal import JSON

/// A page of the log as JSON text, which is written while it is sent: no page holds the loop.
package final class RequestPage: BodySource {
    /// Which entry is first.
    package enum Order: String, CaseIterable, Sendable {
        case newest
        case oldest
    }

    private let log: RequestLog
    private let matcher: RequestMatcher
    private let order: Order
    private var countLeft: Int
    /// The number of the entry that is looked at next.
    private var id: Int
    /// The last and the first number that there was when the page was asked for.
    private let ids: Range<Int>
    private var state = State.atStart

    private enum State {
        case atStart
        case within(isFirst: Bool)
        case atEnd
    }

    package static let countDefault = 100
    package static let countMax = 1000
    /// How much work is done for one chunk: an entry is one, and so are that many bytes of a body
    /// that was searched or parsed.
    private static let workPerChunk = 1000
    private static let searchedBytesPerWork = 1024
    private static let parsedBytesPerWork = 64
    private static let chunkByteCountMax = 64 << 10
    /// How long the last entry of a chunk usually is, at most.
    private static let roomForLastEntry = 8 << 10

    /// - Parameters:
    ///   - log: the log.
    ///   - matcher: selects the entries.
    ///   - order: which entry is first.
    ///   - count: the most entries of the page.
    ///   - cursor: the number of the last entry of the page before.
    package init(
        _ log: RequestLog, _ matcher: RequestMatcher, order: Order, count: Int, cursor: Int?
    ) {
        self.log = log
        self.matcher = matcher
        self.order = order
        countLeft = count
        ids = log.ids
        id =
            switch order {
            case .newest: min(cursor ?? ids.upperBound, ids.upperBound) - 1
            case .oldest: max(min(cursor ?? 0, ids.upperBound), ids.lowerBound - 1) + 1
            }
    }

    package func next(byteCountMax: Int) -> BodyChunk {
        switch state {
        case .atStart:
            state = .within(isFirst: true)
            return .bytes(Array("{\"requests\":[".utf8))
        case .within(let isFirst):
            return .bytes(piece(byteCountMax: min(byteCountMax, Self.chunkByteCountMax), isFirst))
        case .atEnd: return .end
        }
    }

    package func cancel() {
        state = .atEnd
    }

    private func piece(byteCountMax: Int, _ isFirst: Bool) -> [UInt8] {
        var bytes: [UInt8] = []
        var isFirst = isFirst
        var workLeft = Self.workPerChunk
        while ids.contains(id), countLeft > 0, bytes.count < byteCountMax, workLeft > 0 {
            workLeft -= 1 + log.bodyByteCount(id) / Self.searchedBytesPerWork
            if var subject = log.subject(id, for: matcher) {
                let isMatch = matcher.matches(&subject)
                if subject.hasParsedBody {
                    workLeft -= log.bodyByteCount(id) / Self.parsedBytesPerWork
                }
                if isMatch, let entry = log.entry(id) {
                    // Growing in small steps would copy all bytes each time.
                    if bytes.isEmpty { bytes.reserveCapacity(byteCountMax + Self.roomForLastEntry) }
                    if !isFirst { bytes.append(UInt8(ascii: ",")) }
                    isFirst = false
                    countLeft -= 1
                    entry.append(to: &bytes)
                }
            }
            id += order == .newest ? -1 : 1
        }
        guard ids.contains(id), countLeft > 0 else {
            state = .atEnd
            let last = order == .newest ? id + 1 : id - 1
            let cursor = ids.contains(id) ? "\(last)" : "null"
            bytes += "],\"next_cursor\":\(cursor),\"total\":\(log.count),".utf8
            bytes += "\"evicted\":\(log.evicted.count)}".utf8
            return bytes
        }
        state = .within(isFirst: isFirst)
        return bytes
    }
}
