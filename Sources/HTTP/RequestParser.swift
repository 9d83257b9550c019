/// A push parser of requests on one connection: bytes go in as they come, requests come out one at a time (RFC 9112).
///
/// What comes out does not depend on how the bytes were split, save that `expectsContinue` is left out when the body
/// has begun to arrive. Each byte is looked at a fixed number of times. Whatever is ambiguous is refused, not guessed:
/// the next hop might guess differently (RFC 9112, section 11.2).
package struct RequestParser: Sendable {
    /// How much of a client's data is kept.
    package struct Limits: Sendable {
        /// The longest request line with fields; also the longest trailer section and all chunk extensions of a body.
        package var headBytesMax: Int
        package var bodyBytesMax: Int

        package init(headBytesMax: Int = 65_536, bodyBytesMax: Int = 1_048_576) {
            self.headBytesMax = headBytesMax
            self.bodyBytesMax = bodyBytesMax
        }

        /// The limits moved to where adding to them cannot overflow, and where no overflowed length fits.
        fileprivate var withinRange: Self {
            let range = 0...Int.max / 2
            return Self(
                headBytesMax: min(max(headBytesMax, range.lowerBound), range.upperBound),
                bodyBytesMax: min(max(bodyBytesMax, range.lowerBound), range.upperBound))
        }
    }

    /// What the bytes so far amount to.
    package enum Step: Sendable {
        /// Nothing more can be said until more bytes are appended.
        case needsMoreBytes
        /// The client waits for a 100 (Continue) before it sends the body (RFC 9110, section 10.1.1).
        case expectsContinue
        case request(Request)
    }

    private enum Stage {
        case head
        /// The head is there and its client may be waiting for a 100.
        case pause
        case body
    }

    private let limits: Limits
    private var input = ReceiveBuffer()
    private var stage = Stage.head
    private var head = RequestHead()
    private var headByteCount = 0
    private var chunks = ChunkedBody()
    private var failure: RequestFailure?

    package init(limits: Limits) {
        self.limits = limits.withinRange
    }

    /// Whether bytes of an unfinished request are there.
    package var isMidRequest: Bool { !input.isEmpty || head.hasRequestLine }

    /// How many bytes are held that no step has given out yet.
    package var bufferedByteCount: Int { input.count + headByteCount + chunks.byteCount }

    /// Takes bytes from the client; after a failure they are dropped.
    package mutating func append(_ bytes: Span<UInt8>) {
        guard failure == nil else { return }
        input.append(bytes)
    }

    /// Returns the next thing that the bytes so far amount to; to be called until it needs more bytes.
    ///
    /// - Throws: What is wrong with the request; from then on every call throws the same.
    package mutating func next() throws(RequestFailure) -> Step {
        if let failure { throw failure }
        do throws(RequestFailure) {
            return try advance()
        } catch {
            throw fail(error)
        }
    }

    private mutating func advance() throws(RequestFailure) -> Step {
        if stage == .head {
            guard try readHead() else { return .needsMoreBytes }
            try checkLength()
            stage = head.expectsContinue && head.framing.hasBody ? .pause : .body
        }
        if stage == .pause {
            stage = .body
            if input.isEmpty { return .expectsContinue }
        }
        guard head.framing.isChunked else {
            let length = head.framing.contentLength ?? 0
            return input.count < length ? .needsMoreBytes : .request(finishSizedBody(length: length))
        }
        return try readChunks() ? .request(finishChunkedBody()) : .needsMoreBytes
    }

    /// Reads lines until the head is complete and returns whether it is.
    private mutating func readHead() throws(RequestFailure) -> Bool {
        let bytes = input.bytes
        while true {
            try checkFirstByte()
            let countBefore = input.count
            guard
                let line = try input.readLine(
                    bytesMax: limits.headBytesMax - headByteCount, orElse: .fieldsTooLarge("The head is too large."))
            else { return false }
            let isComplete = try head.take(bytes.span.extracting(line))
            if head.hasRequestLine { headByteCount += countBefore - input.count }
            if isComplete { return true }
        }
    }

    /// Refuses what is no HTTP, such as a TLS greeting, without waiting for a line that may never end.
    private func checkFirstByte() throws(RequestFailure) {
        guard !head.hasRequestLine, let byte = input.first else { return }
        guard byte.isToken || byte == .carriageReturn || byte == .lineFeed else {
            throw .badRequest("The method is not a token.")
        }
    }

    private func checkLength() throws(RequestFailure) {
        guard let length = head.framing.contentLength else { return }
        guard length <= limits.bodyBytesMax else { throw .contentTooLarge() }
    }

    /// Reads chunks and trailers and returns whether the body is complete.
    private mutating func readChunks() throws(RequestFailure) -> Bool {
        let bytes = input.bytes
        while !input.isEmpty {
            switch chunks.part {
            case .data(let count):
                chunks.takeData(bytes[input.read(countMax: count)])
            case .sizeLine, .dataEnd, .trailers:
                let (bytesMax, failure) = chunks.lineLimit(limits)
                guard let line = try input.readLine(bytesMax: bytesMax, orElse: failure) else { return false }
                if try chunks.take(bytes.span.extracting(line), limits) { return true }
            }
        }
        return false
    }

    private mutating func finishSizedBody(length: Int) -> Request {
        if length > 0 { head.request.body = [UInt8](input.bytes[input.read(countMax: length)]) }
        return startOver()
    }

    private mutating func finishChunkedBody() -> Request {
        head.request.body = chunks.bytes
        head.request.trailers = chunks.trailers
        chunks = ChunkedBody()
        return startOver()
    }

    /// Makes ready for the next request and returns this one; it is moved, as copying it costs a tenth of parsing it.
    private mutating func startOver() -> Request {
        var finished = RequestHead()
        swap(&finished, &head)
        headByteCount = 0
        stage = .head
        input.discardReadBytes()
        return finished.request
    }

    /// Remembers a failure and forgets everything else.
    private mutating func fail(_ error: RequestFailure) -> RequestFailure {
        var failure = error
        failure.head = head.known
        self = Self(limits: limits)
        self.failure = failure
        return failure
    }
}
