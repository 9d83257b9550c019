package import HTTP
internal import JSON

/// The log as server-sent events, while requests are made.
///
/// It has no buffer: each event is written when the client has room for it. A client that is too
/// many entries late is dropped, so the others and the log never wait for it.
package final class RequestStream: BodySource {
    private let log: RequestLog
    private let matcher: RequestMatcher
    /// The number of the last entry that was looked at.
    private var lastID: Int
    /// Whether entries may be missing because they were evicted before.
    private var mayHaveGap: Bool
    private var resume: (() -> Void)?
    private var isWaiting = false
    private var hasBegun = false
    /// Whether there will be no more events.
    private var isEnded = false
    /// Whether the client was too slow.
    private var isDropped = false

    /// How many entries a client may be late.
    private static let lagMax = 1000
    /// How many entries are looked at for one chunk.
    private static let stepsPerChunk = 500

    /// - Parameters:
    ///   - log: the log.
    ///   - matcher: selects the entries.
    ///   - id: the number of the last entry that the client has; nil begins with the next request.
    package init(_ log: RequestLog, _ matcher: RequestMatcher, after id: Int?) {
        self.log = log
        self.matcher = matcher
        let newest = log.ids.upperBound - 1
        lastID = max(0, min(id ?? newest, newest))
        mayHaveGap = id != nil
    }

    var isOver: Bool { isEnded || isDropped }

    package func start(resume: @escaping () -> Void) {
        self.resume = resume
        log.add(self)
    }

    package func next(byteCountMax: Int) -> BodyChunk {
        if isDropped { return .failed }
        if !hasBegun {
            hasBegun = true
            return .bytes(Array("retry: 1000\n\n".utf8))
        }
        var bytes: [UInt8] = []
        let first = log.ids.lowerBound
        if lastID + 1 < first {
            if mayHaveGap {
                bytes += "event: evicted\ndata: {\"count\":\(first - 1 - lastID)}\n\n".utf8
            }
            lastID = first - 1
        }
        var stepsLeft = Self.stepsPerChunk
        while lastID + 1 < log.nextID, bytes.count < byteCountMax, stepsLeft > 0 {
            lastID += 1
            stepsLeft -= 1
            if let entry = log.entry(lastID) { append(entry, to: &bytes) }
        }
        mayHaveGap = true
        if !bytes.isEmpty || lastID + 1 < log.nextID { return .bytes(bytes) }
        if isEnded { return .end }
        isWaiting = true
        return .wait
    }

    private func append(_ entry: RequestLogEntry, to bytes: inout [UInt8]) {
        var subject = entry.subject
        guard matcher.matches(&subject) else { return }
        bytes += "id: \(entry.id)\ndata: ".utf8
        entry.append(to: &bytes)
        bytes += "\n\n".utf8
    }

    package func cancel() {
        isEnded = true
        resume = nil
        log.remove(self)
    }

    /// Called by the log after each entry.
    func noteAppended() {
        if log.nextID - 1 - lastID > Self.lagMax { isDropped = true }
        wake()
    }

    /// Sends what is left, then ends.
    func finish() {
        isEnded = true
        wake()
    }

    private func wake() {
        guard isWaiting else { return }
        isWaiting = false
        resume?()
    }
}
