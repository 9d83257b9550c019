/// A push parser for the requests of one connection (RFC 9112).
///
/// `append` takes bytes as they arrive; `next` returns one request at a time. The result does not
/// depend on how the bytes were split, except that `expectsContinue` is omitted if the body has
/// begun to arrive. The cost is linear in the number of bytes. Ambiguous input is refused, because
/// another hop could interpret it differently (RFC 9112, section 11.2).
package struct RequestParser: Sendable {
    /// The limits of the data that is stored for a client.
    package struct Limits: Sendable {
        /// The maximum size of request line and fields; also of trailers and chunk extensions.
        package var headBytesMax: Int
        package var bodyBytesMax: Int

        package init(headBytesMax: Int = 65_536, bodyBytesMax: Int = 1_048_576) {
            self.headBytesMax = headBytesMax
            self.bodyBytesMax = bodyBytesMax
        }

        /// The limits, clamped so that adding to them cannot overflow and `Int.max` exceeds them.
        fileprivate var withinRange: Self {
            let range = 0...Int.max / 2
            return Self(
                headBytesMax: min(max(headBytesMax, range.lowerBound), range.upperBound),
                bodyBytesMax: min(max(bodyBytesMax, range.lowerBound), range.upperBound))
        }
    }

    /// The result of parsing the bytes so far.
    ///
    /// Without the request: moving it through several calls would cost a tenth of parsing it.
    package enum Step: Sendable {
        /// The next step needs more bytes.
        case needsMoreBytes
        /// The head of a request whose body is over the limit or of unknown length.
        ///
        /// It is `currentHead`; `limitBody` may set another limit for the body before the next step.
        case head
        /// The client waits for a 100 (Continue) before it sends the body (RFC 9110, section 10.1.1).
        case expectsContinue
        /// A request is complete: `takeRequest` returns it.
        case request
    }

    private enum Stage {
        case head
        /// The head was returned; next, the length is checked against the limit.
        case limit
        /// The length is allowed, and the client may be waiting for a 100.
        case pause
        case body
        /// The request is complete and was not taken yet.
        case complete
    }

    private let limits: Limits
    /// The limit of the current request.
    private var bodyBytesMax: Int
    private var input = ReceiveBuffer()
    private var stage = Stage.head
    private var head = RequestHead()
    private var headByteCount = 0
    private(set) var chunks = ChunkedBody()
    /// A body of known length that is too large to wait in the input until it is complete.
    private(set) var body = BodyBuffer()
    private var failure: RequestFailure?
    private var hasFailed = false

    package init(limits: Limits) {
        self.limits = limits.withinRange
        bodyBytesMax = self.limits.bodyBytesMax
    }

    /// Whether there are bytes of an incomplete request.
    package var isMidRequest: Bool { !input.isEmpty || head.hasRequestLine }

    /// The parsed part of an incomplete request; nil before the request line.
    package var knownHead: Request? { head.known }

    /// The number of bytes in memory that no step has returned yet.
    package var bufferedByteCount: Int {
        input.count + headByteCount + body.count + chunks.byteCount
    }

    /// Appends bytes from the client; after a failure they are dropped.
    package mutating func append(_ bytes: Span<UInt8>) {
        guard !hasFailed else { return }
        input.append(bytes)
    }

    /// Sets the body limit of the request whose head the last step returned.
    package mutating func limitBody(byteCountMax: Int) {
        guard stage == .limit else { return }
        bodyBytesMax = Limits(bodyBytesMax: byteCountMax).withinRange.bodyBytesMax
    }

    /// The head of the request that is being parsed.
    package var currentHead: Request { head.request }

    /// Returns the request that the last step announced, and begins the next one.
    package mutating func takeRequest() -> Request {
        assert(stage == .complete, "no request is complete")
        var finished = RequestHead()
        swap(&finished, &head)
        headByteCount = 0
        stage = .head
        bodyBytesMax = limits.bodyBytesMax
        input.discardReadBytes()
        return finished.request
    }

    /// Returns the next step; to be called until it is `.needsMoreBytes`.
    ///
    /// - Throws: The failure of the request; every later call throws the same.
    package mutating func next() throws(RequestFailure) -> Step {
        if hasFailed, let failure { throw failure }
        do throws(RequestFailure) {
            return try advance()
        } catch {
            throw fail(error)
        }
    }

    private mutating func advance() throws(RequestFailure) -> Step {
        if stage == .head {
            guard try readHead() else { return .needsMoreBytes }
            guard head.framing.hasBody else {
                stage = .body
                return try finishBody()
            }
            // Most bodies have a length within the limit: nobody needs to be asked.
            guard !head.framing.isChunked, let length = head.framing.contentLength,
                length <= bodyBytesMax
            else {
                stage = .limit
                return .head
            }
            stage = head.expectsContinue ? .pause : .body
        }
        if stage == .limit {
            try checkLength()
            stage = head.expectsContinue ? .pause : .body
        }
        if stage == .pause {
            stage = .body
            if input.isEmpty { return .expectsContinue }
        }
        return try finishBody()
    }

    private mutating func finishBody() throws(RequestFailure) -> Step {
        if stage == .complete { return .request }
        if head.framing.isChunked {
            guard try readChunks() else { return .needsMoreBytes }
            head.request.body = chunks.bytes
            head.request.trailers = chunks.trailers
            chunks = ChunkedBody()
        } else if let length = head.framing.contentLength, length > Self.collectedByteCountMin {
            guard collectBody(length) else { return .needsMoreBytes }
            head.request.body = body.bytes
            body = BodyBuffer()
        } else if let length = head.framing.contentLength, length > 0 {
            guard input.count >= length else { return .needsMoreBytes }
            head.request.body = [UInt8](input.bytes[input.read(countMax: length)])
        }
        stage = .complete
        return .request
    }

    /// A smaller body is copied from the input when it is complete.
    private static let collectedByteCountMin = 65_536

    /// Moves what has arrived of a body out of the input; returns whether it is complete.
    private mutating func collectBody(_ length: Int) -> Bool {
        let bytes = input.bytes
        body.append(bytes[input.read(countMax: length - body.count)], byteCountMax: length)
        return body.count == length
    }

    /// Parses lines of the head; returns whether it is complete.
    private mutating func readHead() throws(RequestFailure) -> Bool {
        let bytes = input.bytes
        while true {
            try checkFirstByte()
            let countBefore = input.count
            guard
                let line = try input.readLine(
                    bytesMax: limits.headBytesMax - headByteCount,
                    orElse: head.hasRequestLine
                        ? .fieldsTooLarge("The head is too large.") : .targetTooLong())
            else { return false }
            let isComplete = try head.take(bytes.span.extracting(line))
            if head.hasRequestLine { headByteCount += countBefore - input.count }
            if isComplete { return true }
        }
    }

    /// Refuses input that is not HTTP, such as a TLS handshake, whose line may never end.
    private func checkFirstByte() throws(RequestFailure) {
        guard !head.hasRequestLine, let byte = input.first else { return }
        guard byte.isToken || byte == .carriageReturn || byte == .lineFeed else {
            throw .badRequest("The method is not a token.")
        }
    }

    private func checkLength() throws(RequestFailure) {
        guard let length = head.framing.contentLength else { return }
        guard length <= bodyBytesMax else { throw .contentTooLarge() }
    }

    /// Parses chunks and trailers; returns whether the body is complete.
    private mutating func readChunks() throws(RequestFailure) -> Bool {
        let bytes = input.bytes
        let limits = Limits(headBytesMax: limits.headBytesMax, bodyBytesMax: bodyBytesMax)
        while !input.isEmpty {
            switch chunks.part {
            case .data(let count):
                chunks.takeData(
                    bytes[input.read(countMax: count)], bodyBytesMax: bodyBytesMax)
            case .sizeLine, .dataEnd, .trailers:
                let (bytesMax, failure) = chunks.lineLimit(limits)
                guard let line = try input.readLine(bytesMax: bytesMax, orElse: failure) else {
                    return false
                }
                if try chunks.take(bytes.span.extracting(line), limits) { return true }
            }
        }
        return false
    }

    /// Stores a failure and discards everything else.
    private mutating func fail(_ error: RequestFailure) -> RequestFailure {
        var failure = error
        failure.head = head.known
        self = Self(limits: limits)
        self.failure = failure
        hasFailed = true
        return failure
    }
}
