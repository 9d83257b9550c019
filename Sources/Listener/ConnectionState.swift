internal import HTTP

/// The state machine of one connection (RFC 9112, section 9).
///
/// It has no descriptor and no clock: the loop reports what the socket did, and carries out the
/// next step. So each rule is tested without a socket. The application handles one request at
/// a time; pipelined ones wait in the parser, above a limit in the client's socket.
struct ConnectionState {
    /// What the loop must do now, and which function reports the result.
    enum Step {
        /// Read once; report by `received`, `wouldBlockOnInput`, `inputEnded` or `fail`.
        case receive
        /// Ask the application for the body limit of `currentHead`; report by `limitBody`.
        case limitBody
        /// Pass the result of `takeRequest` to the application; it answers by `respond`, `drop` or `reset`.
        case handle
        /// Answer invalid input by `respond`.
        indirect case refuse(RequestFailure)
        /// Ask the source for up to `byteCountMax` bytes; report by `pulled`.
        case pull(any BodySource, byteCountMax: Int)
        /// Write `output` once; report by `sent` or `fail`.
        case send
        /// Close the sending side only, so that the client can read the whole answer.
        case shutdownWrite
        /// Close; after a reset the client sees an error instead of the end.
        case close(reset: Bool)
        /// Nothing to do until the next event.
        case wait
    }

    enum Phase {
        case reading
        case answering
        /// Sends an answer while its source generates it.
        case streaming
        /// Sends the rest of the last answer.
        case flushing
        /// Has sent everything, and discards further input (RFC 9112, section 9.6).
        case lingering
        /// Sends the earlier answers, then resets the connection.
        case resetting
        case closed
    }

    /// The maximum of unparsed bytes; more stay in the client's socket.
    static let unparsedByteCountMax = 131_072
    /// The maximum of unsent bytes; above it no further request is read or handled.
    static let unsentByteCountMax = 1_048_576
    /// The maximum of bytes that are pulled from a stream before they are sent.
    static let pulledByteCountMax = 65_536

    /// After parsing more bytes, an idle connection gets a new parser, which frees memory.
    private static let keptParserByteCountMax = 4_096
    private static let continueMessage = [UInt8]("HTTP/1.1 100 Continue\r\n\r\n".utf8)

    /// Bytes for the client.
    var output = OutputBuffer()

    var parser: RequestParser
    let parserLimits: RequestParser.Limits
    /// The number of parsed bytes since the connection was last idle.
    private var parsedByteCount = 0
    var phase = Phase.reading
    private var source: (any BodySource)?

    private var method = Method.get
    private var version = Version.http11
    private var requestKeepsAlive = true
    private var isChunked = false
    /// The number of bytes of a stream that may still be sent before the connection is closed.
    private var streamByteCountLeft = Int.max
    /// Whether the connection is closed after the current answer, whatever its head says.
    var closesAfterAnswer = false
    var isReadable = false
    var isWritable = true
    private(set) var hasHungUp = false
    var isInputEnded = false
    /// Whether the parser has no further request.
    var isStarved = false
    var isSourceWaiting = false
    /// Since when a timer delays or paces the answer; nil when none does.
    var heldSince: Int64?
    private var isStopping = false

    /// The number of bytes of an incomplete request in memory.
    private(set) var heldByteCount = 0

    /// When the current phase began to wait for the client.
    var waitsSince: Int64
    var isRequestTimed = false
    /// When the socket last accepted bytes, or became full.
    var sendsSince: Int64
    private var lingeredByteCount = 0

    /// The state of a new connection.
    init(limits: RequestParser.Limits, now: Int64) {
        parser = RequestParser(limits: limits)
        parserLimits = limits
        waitsSince = now
        sendsSince = now
    }
}

// MARK: - What to do

extension ConnectionState {
    /// Returns the next step; the loop repeats this until the step is `.wait`.
    mutating func nextStep(now: Int64) -> Step {
        switch phase {
        case .reading: nextStepOfReading(now: now)
        case .answering: sendStep ?? abandonStep ?? readAheadStep
        case .streaming: pullStep ?? sendStep ?? readAheadStep
        case .flushing: output.isEmpty ? endStep(now: now) : sendStep ?? .wait
        case .lingering: lingerStep
        case .resetting: output.isEmpty ? close(reset: true) : sendStep ?? .wait
        case .closed: .wait
        }
    }

    private mutating func nextStepOfReading(now: Int64) -> Step {
        if let step = parseStep(now: now) { return step }
        if let step = sendStep { return step }
        guard isStarved else { return .wait }
        if isReadable, !isInputEnded, output.unsentByteCount <= Self.unsentByteCountMax {
            return .receive
        }
        let isDone = isInputEnded || isStopping && !parser.isMidRequest
        return isDone && output.isEmpty ? close(reset: false) : .wait
    }

    /// Parses until there is a request, unless there are too many unsent bytes.
    private mutating func parseStep(now: Int64) -> Step? {
        while !isStarved, output.unsentByteCount <= Self.unsentByteCountMax {
            do throws(RequestFailure) {
                switch try parser.next() {
                case .request: return .handle
                case .head: return .limitBody
                case .expectsContinue: output.bytes += Self.continueMessage
                case .needsMoreBytes: starve(now: now)
                }
            } catch {
                return refuse(error)
            }
        }
        return nil
    }

    /// The head whose body has no limit yet.
    var currentHead: Request { parser.currentHead }

    /// Returns the request that is to be handled.
    mutating func takeRequest() -> Request {
        let request = parser.takeRequest()
        phase = .answering
        isRequestTimed = false
        heldByteCount = 0
        method = request.method
        version = request.version
        requestKeepsAlive = request.keepsAlive
        closesAfterAnswer = false
        return request
    }

    mutating func refuse(_ failure: RequestFailure) -> Step {
        phase = .answering
        heldByteCount = 0
        method = failure.head?.method ?? .get
        version = failure.head?.version ?? .http11
        requestKeepsAlive = false
        closesAfterAnswer = false
        return .refuse(failure)
    }

    /// Starts the timeout for the next request, or for the rest of one.
    private mutating func starve(now: Int64) {
        isStarved = true
        let isMidRequest = parser.isMidRequest
        heldByteCount = isMidRequest ? parser.bufferedByteCount : 0
        if isMidRequest, isRequestTimed { return }
        isRequestTimed = isMidRequest
        waitsSince = now
        if !isRequestTimed { rest() }
    }

    /// Frees the memory of large requests: thousands of connections may be idle.
    private mutating func rest() {
        if parsedByteCount > Self.keptParserByteCountMax {
            parser = RequestParser(limits: parserLimits)
        }
        parsedByteCount = 0
    }

    /// Whether there are bytes for the client, and room for them.
    var canSend: Bool { !output.isEmpty && isWritable }

    private var sendStep: Step? { canSend ? .send : nil }

    private var pullStep: Step? {
        guard let source, isWritable, !isSourceWaiting,
            output.unsentByteCount < Self.pulledByteCountMax
        else {
            return nil
        }
        return .pull(source, byteCountMax: Self.pulledByteCountMax)
    }

    /// Reads while the application handles a request, also to notice a closed connection.
    private var readAheadStep: Step {
        isReadable && !isInputEnded && parser.bufferedByteCount < Self.unparsedByteCountMax
            ? .receive : .wait
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
            // A stop does not wait for a client that has its answer and continues to send.
            return isStopping ? close(reset: false) : .wait
        }
    }

    mutating func close(reset: Bool) -> Step {
        phase = .closed
        return .close(reset: reset)
    }
}

// MARK: - What the socket did

extension ConnectionState {
    /// Records that the socket is readable, and whether the client closed its sending side.
    mutating func becameReadable(hasHungUp: Bool) {
        isReadable = true
        if hasHungUp { self.hasHungUp = true }
    }

    /// Records that the socket is writable.
    mutating func becameWritable() {
        isWritable = true
    }

    /// Passes received bytes to the parser; `isDrained` means that the socket had no more.
    mutating func received(
        _ bytes: Span<UInt8>, isDrained: Bool, configuration: EventLoop.Configuration
    ) {
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

    /// Records that the socket had no input after all.
    mutating func wouldBlockOnInput() { isReadable = false }

    /// Records that the client closed its sending side; it still gets the outstanding answers.
    mutating func inputEnded() { isInputEnded = true }

    /// Records the number of sent bytes of `output`; fewer than all mean that the socket is full.
    mutating func sent(byteCount: Int, now: Int64) {
        output.markSent(byteCount)
        if !output.isEmpty { isWritable = false }
        sendsSince = now
    }

    /// Records that the connection is broken; returns the step that closes it.
    mutating func fail() -> Step {
        phase == .closed ? .wait : close(reset: false)
    }

    /// Allows the current requests to finish; no other begins.
    ///
    /// The socket is read once more: a request that arrived before the stop is still answered.
    mutating func stop() {
        isStopping = true
        isReadable = true
    }
}

// MARK: - What the application answered

extension ConnectionState {
    private var keepsAlive: Bool { requestKeepsAlive && !isStopping }

    /// Sets the body limit of the request whose head the last step had.
    mutating func limitBody(byteCountMax: Int) {
        parser.limitBody(byteCountMax: byteCountMax)
    }

    /// Begins the answer to the current request; without one it does nothing.
    ///
    /// - Parameters:
    ///   - response: Its body is appended, or pulled in steps if it is a stream.
    ///   - date: The value of `Date`.
    ///   - pacedBody: Replaces the body by a slower source; the head is that of `response`.
    ///   - byteCountMax: Closes the connection after this many bytes of the body.
    /// - Returns: Whether the source of the body will be pulled.
    mutating func respond(
        _ response: Response, date: String, pacedBody: (any BodySource)? = nil,
        truncatedAfter byteCountMax: Int? = nil
    ) -> Bool {
        guard phase == .answering else { return false }
        requestKeepsAlive = keepsAlive && !response.endsByClose(method: method, version: version)
        closesAfterAnswer = byteCountMax != nil
        response.appendHead(
            to: &output.bytes, version: version, keepsAlive: requestKeepsAlive, date: date)
        let bodyByteCountMax = max(0, byteCountMax ?? .max)
        guard response.hasBody(for: method), bodyByteCountMax > 0 else {
            endAnswer()
            return false
        }
        if let source = pacedBody ?? response.body.source {
            begin(
                source, isChunked: response.body.source != nil && version == .http11,
                byteCountMax: bodyByteCountMax)
            return true
        }
        output.bytes.append(contentsOf: (response.body.wholeBytes ?? []).prefix(bodyByteCountMax))
        endAnswer()
        return false
    }

    private mutating func begin(_ source: any BodySource, isChunked: Bool, byteCountMax: Int) {
        self.source = source
        self.isChunked = isChunked
        streamByteCountLeft = byteCountMax
        isSourceWaiting = false
        phase = .streaming
    }

    private mutating func endAnswer() {
        phase = requestKeepsAlive && !closesAfterAnswer ? .reading : .flushing
    }

    /// Called before the source is pulled, so that a `resume` from within `next` is not lost.
    mutating func willPull() {
        isSourceWaiting = true
    }

    /// Allows pulling from the source again.
    mutating func resumeStream() {
        isSourceWaiting = false
    }

    /// Appends the result of a pull.
    mutating func pulled(_ chunk: BodyChunk, now: Int64) {
        guard phase == .streaming else { return }
        switch chunk {
        case .bytes(let bytes):
            isSourceWaiting = false
            append(bytes.prefix(streamByteCountLeft))
            if streamByteCountLeft == 0 {
                takeSource()?.cancel()
                endAnswer()
            }
        case .wait:
            sendsSince = now
        case .end:
            source = nil
            if isChunked { ChunkedEncoding.appendEnd(to: &output.bytes) }
            endAnswer()
        case .failed:
            source = nil
            phase = .resetting
        }
    }

    private mutating func append(_ bytes: ArraySlice<UInt8>) {
        if isChunked { ChunkedEncoding.append(chunk: bytes, to: &output.bytes) } else { output.bytes += bytes }
        streamByteCountLeft -= bytes.count
    }

    /// Closes the connection without an answer to the current request; earlier answers are sent.
    mutating func drop() {
        if phase == .answering { phase = .flushing }
    }

    /// Resets the connection without an answer to the current request; earlier answers are sent.
    mutating func reset() {
        if phase == .answering { phase = .resetting }
    }

    /// Removes and returns the source of an incomplete answer, for cancelling.
    mutating func takeSource() -> (any BodySource)? {
        defer { source = nil }
        return source
    }
}
