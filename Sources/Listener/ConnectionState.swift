internal import HTTP

/// What one connection has to do next, given what happened to it so far (RFC 9112, section 9).
///
/// It knows neither descriptors nor a clock: the loop tells it what the socket did, asks for the next step, and takes
/// it. So each rule of a connection's life is tested without a socket. One request is with the application at a time;
/// what a client sends ahead waits in the parser, and past a limit in the client's own socket.
struct ConnectionState {
    /// What the loop must do now, and tell the state about afterwards.
    enum Step {
        /// Read once; tell by `received`, `wouldBlockOnInput`, `inputEnded` or `fail`.
        case receive
        /// Give the request to the application; it answers by `respond`, `stream` and so on.
        case handle(Request)
        /// Answer input that is no request by `respond`.
        case refuse(RequestFailure)
        /// Ask the source for as many bytes; tell by `pulled`.
        case pull(any BodySource, byteCountMax: Int)
        /// Write `output` once; tell by `sent` or `fail`.
        case send
        /// Close the sending side only: the client is to read the answer to its end.
        case shutdownWrite
        /// Close; with a reset the client gets an error instead of an end.
        case close(reset: Bool)
        /// Nothing to do until something happens.
        case wait
    }

    private enum Phase {
        /// Waits for a request, or for the rest of one.
        case reading
        /// Waits for the application's answer.
        case answering
        /// Sends an answer while it is made.
        case streaming
        /// Sends the rest of the last answer.
        case flushing
        /// Has sent everything, and discards what the client still sends (RFC 9112, section 9.6).
        case lingering
        /// Sends the answers before, then breaks off.
        case dropping
        case closed
    }

    /// Bytes read ahead of the application; more are left to the client's socket.
    static let unparsedByteCountMax = 131_072
    /// Bytes of answers that the client has not taken; above, no further request is read or handled.
    static let unsentByteCountMax = 1_048_576
    /// Bytes of a stream that are pulled ahead of the socket.
    static let pulledByteCountMax = 65_536

    /// After more bytes than these an idle connection gets a new parser, and with it new memory.
    private static let keptParserByteCountMax = 4_096

    private static let continueMessage = [UInt8]("HTTP/1.1 100 Continue\r\n\r\n".utf8)

    /// Bytes for the client.
    var output = OutputBuffer()

    private var parser: RequestParser
    private let parserLimits: RequestParser.Limits
    /// Bytes that the parser was given since the connection was last idle.
    private var parsedByteCount = 0
    private var phase = Phase.reading
    private var source: (any BodySource)?

    private var method = Method.get
    private var version = Version.http11
    private var requestKeepsAlive = true
    private var isChunked = false

    private var isReadable = false
    private var isWritable = true
    private var hasHungUp = false
    private var isInputEnded = false
    /// Whether the parser has said that it has no further request.
    private var isStarved = false
    private var isSourceWaiting = false
    private var isStopping = false

    /// When the wait for the client began that the phase is about.
    private var waitsSince: Int64
    private var isRequestTimed = false
    /// When the socket last took bytes, or began to take none.
    private var sendsSince: Int64
    private var lingeredByteCount = 0

    /// Begins with a client that has sent nothing.
    init(limits: RequestParser.Limits, now: Int64) {
        parser = RequestParser(limits: limits)
        parserLimits = limits
        waitsSince = now
        sendsSince = now
    }

    /// Begins with a client that gets this answer unasked and no other one.
    init(refusingWith response: Response, date: String, limits: RequestParser.Limits, now: Int64) {
        self.init(limits: limits, now: now)
        phase = .flushing
        response.append(to: &output.bytes, method: .get, version: .http11, keepsAlive: false, date: date)
    }
}

// MARK: - What to do

extension ConnectionState {
    /// Whether nothing is buffered or under way: the client may be left without harm.
    var isIdle: Bool {
        phase == .reading && output.isEmpty && isStarved && !parser.isMidRequest
    }

    /// Returns what the loop must do now; after doing it, the loop asks again, until it is to wait.
    mutating func nextStep(now: Int64) -> Step {
        switch phase {
        case .reading: nextStepOfReading(now: now)
        case .answering: sendStep ?? readAheadStep
        case .streaming: pullStep ?? sendStep ?? readAheadStep
        case .flushing: output.isEmpty ? endStep(now: now) : sendStep ?? .wait
        case .lingering: lingerStep
        case .dropping: sendStep ?? close(reset: true)
        case .closed: .wait
        }
    }

    private mutating func nextStepOfReading(now: Int64) -> Step {
        if let step = parseStep(now: now) { return step }
        if let step = sendStep { return step }
        guard isStarved else { return .wait }
        if isReadable, !isInputEnded, output.unsentByteCount <= Self.unsentByteCountMax { return .receive }
        let isDone = isInputEnded || isStopping && !parser.isMidRequest
        return isDone && output.isEmpty ? close(reset: false) : .wait
    }

    /// Parses until there is a request, unless the client leaves too many answers unread.
    private mutating func parseStep(now: Int64) -> Step? {
        while !isStarved, output.unsentByteCount <= Self.unsentByteCountMax {
            do throws(RequestFailure) {
                switch try parser.next() {
                case .request(let request): return handle(request)
                case .expectsContinue: output.bytes += Self.continueMessage
                case .needsMoreBytes: starve(now: now)
                }
            } catch {
                return refuse(error)
            }
        }
        return nil
    }

    private mutating func handle(_ request: Request) -> Step {
        phase = .answering
        isRequestTimed = false
        method = request.method
        version = request.version
        requestKeepsAlive = request.keepsAlive
        return .handle(request)
    }

    private mutating func refuse(_ failure: RequestFailure) -> Step {
        phase = .answering
        method = failure.head?.method ?? .get
        version = failure.head?.version ?? .http11
        requestKeepsAlive = false
        return .refuse(failure)
    }

    /// Starts the clock of the wait for a request, or of the wait for the rest of one.
    private mutating func starve(now: Int64) {
        isStarved = true
        if parser.isMidRequest, isRequestTimed { return }
        isRequestTimed = parser.isMidRequest
        waitsSince = now
        if !isRequestTimed { rest() }
    }

    /// Gives back the memory that large requests took: thousands of connections may be idle.
    private mutating func rest() {
        if parsedByteCount > Self.keptParserByteCountMax { parser = RequestParser(limits: parserLimits) }
        parsedByteCount = 0
    }

    private var sendStep: Step? {
        !output.isEmpty && isWritable ? .send : nil
    }

    private var pullStep: Step? {
        guard let source, isWritable, !isSourceWaiting, output.unsentByteCount < Self.pulledByteCountMax else {
            return nil
        }
        return .pull(source, byteCountMax: Self.pulledByteCountMax)
    }

    /// Reads while the application is at work: also to see that the client has gone.
    private var readAheadStep: Step {
        isReadable && !isInputEnded && parser.bufferedByteCount < Self.unparsedByteCountMax ? .receive : .wait
    }

    private mutating func endStep(now: Int64) -> Step {
        if isInputEnded { return close(reset: false) }
        phase = .lingering
        waitsSince = now
        return .shutdownWrite
    }

    private var lingerStep: Step {
        mutating get {
            if isInputEnded { return close(reset: false) }
            if isReadable { return .receive }
            // A stop does not wait for a client that has its answer and goes on sending.
            return isStopping ? close(reset: false) : .wait
        }
    }

    private mutating func close(reset: Bool) -> Step {
        phase = .closed
        return .close(reset: reset)
    }
}

// MARK: - What the socket did

extension ConnectionState {
    /// Takes note that the socket can be read, and whether the client has closed its sending side.
    mutating func becameReadable(hasHungUp: Bool) {
        isReadable = true
        if hasHungUp { self.hasHungUp = true }
    }

    /// Takes note that the socket has room.
    mutating func becameWritable() {
        isWritable = true
    }

    /// Takes bytes; `isDrained` says that the socket had no more at that moment.
    mutating func received(_ bytes: Span<UInt8>, isDrained: Bool, configuration: EventLoop.Configuration) {
        if isDrained, !hasHungUp { isReadable = false }
        if phase == .lingering {
            lingeredByteCount += bytes.count
            if lingeredByteCount > configuration.lingerByteCountMax { isInputEnded = true }
        } else {
            parser.append(bytes)
            parsedByteCount += bytes.count
            isStarved = false
        }
    }

    /// Takes note that the socket had nothing after all.
    mutating func wouldBlockOnInput() {
        isReadable = false
    }

    /// Takes note that the client closed its sending side: it still gets the answers to what it sent.
    mutating func inputEnded() {
        isInputEnded = true
    }

    /// Takes note of how many bytes of `output` the socket took; fewer than all mean that it is full.
    mutating func sent(byteCount: Int, now: Int64) {
        output.markSent(byteCount)
        if !output.isEmpty { isWritable = false }
        sendsSince = now
    }

    /// Takes note that the connection is broken; returns what the loop must do about it.
    mutating func fail() -> Step {
        phase == .closed ? .wait : close(reset: false)
    }

    /// Lets what is under way come to its end, and nothing else begin.
    ///
    /// The socket is read once more: a request that had arrived before is still answered.
    mutating func stop() {
        isStopping = true
        isReadable = true
    }

    /// Whether the client has had its time.
    func hasExpired(now: Int64, configuration: EventLoop.Configuration) -> Bool {
        let waited = now - waitsSince
        let stuck = now - sendsSince
        if !output.isEmpty, !isWritable, stuck >= configuration.sendMillisecondsMax { return true }
        switch phase {
        case .reading where isRequestTimed: return waited >= configuration.requestMillisecondsMax
        case .reading: return output.isEmpty && waited >= configuration.idleMillisecondsMax
        case .lingering: return waited >= configuration.lingerMillisecondsMax
        case .streaming: return isInputEnded && isSourceWaiting && stuck >= configuration.idleMillisecondsMax
        case .answering, .flushing, .dropping, .closed: return false
        }
    }
}

// MARK: - What the application answered

extension ConnectionState {
    private var keepsAlive: Bool { requestKeepsAlive && !isStopping }

    /// Appends the answer to the request at hand; does nothing when there is none.
    mutating func respond(_ response: Response, date: String) {
        guard phase == .answering else { return }
        response.append(to: &output.bytes, method: method, version: version, keepsAlive: keepsAlive, date: date)
        phase = keepsAlive ? .reading : .flushing
    }

    /// Appends an answer that breaks off after so many bytes of its body, whatever length it announces.
    mutating func respondTruncated(_ response: Response, date: String, bodyByteCount: Int) {
        guard phase == .answering else { return }
        let start = output.bytes.count
        response.append(to: &output.bytes, method: method, version: version, keepsAlive: keepsAlive, date: date)
        let bodyStart = output.bytes.endOfHead(from: start)
        let keptByteCount = max(0, min(bodyByteCount, output.bytes.count - bodyStart))
        output.bytes.removeSubrange((bodyStart + keptByteCount)...)
        phase = .flushing
    }

    /// Begins an answer whose body comes from a source; returns whether the source is wanted.
    mutating func stream(_ head: Response, date: String, from source: any BodySource) -> Bool {
        guard phase == .answering else { return false }
        isChunked = version == .http11
        requestKeepsAlive = keepsAlive && isChunked
        head.appendStreamHead(
            to: &output.bytes, method: method, version: version, keepsAlive: requestKeepsAlive, date: date)
        guard method != .head, head.hasBody else {
            phase = requestKeepsAlive ? .reading : .flushing
            return false
        }
        phase = .streaming
        self.source = source
        isSourceWaiting = false
        return true
    }

    /// Takes note that the source is asked: if it wakes up before it has answered, it is not to wait.
    mutating func willPull() {
        isSourceWaiting = true
    }

    /// Lets the source be asked again.
    mutating func resumeStream() {
        isSourceWaiting = false
    }

    /// Appends what the source had to give.
    mutating func pulled(_ chunk: BodyChunk, now: Int64) {
        guard phase == .streaming else { return }
        switch chunk {
        case .bytes(let bytes):
            isSourceWaiting = false
            if bytes.isEmpty { return }
            if isChunked { ChunkedEncoding.append(chunk: bytes, to: &output.bytes) } else { output.bytes += bytes }
        case .wait:
            sendsSince = now
        case .end:
            source = nil
            if isChunked { ChunkedEncoding.appendEnd(to: &output.bytes) }
            phase = requestKeepsAlive ? .reading : .flushing
        }
    }

    /// Breaks the connection off without an answer to the request at hand.
    mutating func drop() {
        if phase == .answering || phase == .streaming { phase = .dropping }
    }

    /// Gives up the source of an answer that did not come to its end, for cancelling.
    mutating func takeSource() -> (any BodySource)? {
        defer { source = nil }
        return source
    }
}

extension Response {
    /// Whether the status allows a body (RFC 9110, sections 15.2, 15.3.5 and 15.4.5).
    fileprivate var hasBody: Bool {
        status >= 200 && status != 204 && status != 304
    }
}

extension [UInt8] {
    /// Returns where the body of a message begins that begins at `start`.
    fileprivate func endOfHead(from start: Int) -> Int {
        let end: [UInt8] = [13, 10, 13, 10]
        return indices.dropFirst(start).first { self[$0...].starts(with: end) }.map { $0 + end.count } ?? count
    }
}
