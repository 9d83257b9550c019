internal import HTTP

/// Notes the first bytes of an answer, and its length, while it is generated and sent.
final class StreamedAnswer: BodySource {
    /// Nil at the end, so that the log keeps no world alive.
    private var source: (any BodySource)?
    private(set) var firstBytes: [UInt8] = []
    /// The length so far.
    private var byteCountSoFar = 0
    private var isComplete = false

    init(_ source: any BodySource) {
        self.source = source
    }

    /// The length; nil until the whole answer was generated.
    var byteCount: Int? { isComplete ? byteCountSoFar : nil }

    func start(resume: @escaping () -> Void) {
        source?.start(resume: resume)
    }

    func next(byteCountMax: Int) -> BodyChunk {
        guard let source else { return .end }
        let chunk = source.next(byteCountMax: byteCountMax)
        switch chunk {
        case .bytes(let bytes):
            byteCountSoFar += bytes.count
            let room = RequestLogEntry.bodyByteCountMax - firstBytes.count
            if room > 0 { firstBytes += bytes.prefix(room) }
        case .wait: break
        case .end:
            isComplete = true
            self.source = nil
        case .failed: self.source = nil
        }
        return chunk
    }

    func cancel() {
        source?.cancel()
        source = nil
    }
}
