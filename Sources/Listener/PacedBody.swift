internal import HTTP

/// A body that is sent at a limited rate, by the loop's timers.
///
/// Byte n is due n / rate seconds after the start. After the body's own source had to wait, the
/// count starts again, so that no burst follows the wait.
final class PacedBody: BodySource {
    private static let bytesPerSecondMax = 1_000_000_000

    private let bytesPerSecond: Int
    private unowned let loop: EventLoop
    /// Nil after the end.
    private var source: (any BodySource)?
    /// Bytes of the source that are not due yet.
    private var buffer: ArraySlice<UInt8>
    private var resume: (() -> Void)?
    private var timer: TimerID?

    private var startedAt: Int64
    /// The number of bytes returned since then.
    private var givenByteCount = 0
    /// Whether the source had to wait, so that the count starts again with its next bytes.
    private var isRestarting = false
    /// Whether the rest is sent without a limit of the rate.
    private var isReleased = false
    /// Called at the end, or when the rest is not needed.
    var onEnd: (() -> Void)?

    init(_ body: ResponseBody, bytesPerSecond: Int, loop: EventLoop) {
        self.bytesPerSecond = min(max(1, bytesPerSecond), Self.bytesPerSecondMax)
        self.loop = loop
        source = body.source
        buffer = (body.wholeBytes ?? [])[...]
        startedAt = loop.configuration.clock()
    }

    func start(resume: @escaping () -> Void) {
        self.resume = resume
        source?.start(resume: resume)
    }

    func next(byteCountMax: Int) -> BodyChunk {
        if buffer.isEmpty, source == nil { return end(.end) }
        if isRestarting { restart() }
        let count = min(dueByteCount, byteCountMax)
        guard count > 0 else { return waitForNextByte() }
        if buffer.isEmpty, let other = refill(byteCountMax: count) { return other }
        let bytes = buffer.prefix(count)
        buffer = buffer.dropFirst(count)
        givenByteCount += bytes.count
        return .bytes(Array(bytes))
    }

    func cancel() {
        source?.cancel()
        _ = end(.end)
    }

    /// Sends the rest without a limit of the rate.
    func release() {
        isReleased = true
        if let timer { loop.cancel(timer) }
        timer = nil
        resume?()
    }

    private func restart() {
        startedAt = loop.configuration.clock()
        givenByteCount = 0
        isRestarting = false
    }

    /// The number of bytes that are due now.
    private var dueByteCount: Int {
        if isReleased { return .max }
        let milliseconds = min(max(0, loop.configuration.clock() - startedAt), Int64(Int32.max))
        return Int(milliseconds) * bytesPerSecond / 1_000 - givenByteCount
    }

    /// Pulls from the source; returns its chunk if that has no bytes.
    private func refill(byteCountMax: Int) -> BodyChunk? {
        switch source?.next(byteCountMax: byteCountMax) ?? .end {
        case .bytes(let bytes):
            buffer = bytes[...]
            return nil
        case .wait:
            isRestarting = true
            return .wait
        case .end: return end(.end)
        case .failed: return end(.failed)
        }
    }

    private func waitForNextByte() -> BodyChunk {
        if timer == nil {
            let dueAt = startedAt + Int64(((givenByteCount + 1) * 1_000 + bytesPerSecond - 1) / bytesPerSecond)
            let wait = Int(max(1, dueAt - loop.configuration.clock()))
            timer = loop.schedule(afterMilliseconds: wait) { [weak self] in
                self?.timer = nil
                self?.resume?()
            }
        }
        return .wait
    }

    /// Releases everything, which also breaks the reference cycles through `resume` and `onEnd`.
    private func end(_ chunk: BodyChunk) -> BodyChunk {
        if let timer { loop.cancel(timer) }
        (source, resume, timer, buffer) = (nil, nil, nil, [])
        onEnd.take()?()
        return chunk
    }
}
