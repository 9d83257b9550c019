import HTTP

/// A source that gives what it was told to give, and remembers what it was asked.
final class ScriptedSource: BodySource {
    var chunks: [BodyChunk]
    private(set) var pullCount = 0
    private(set) var cancelCount = 0
    /// Has the source asked again; nil before the start.
    private(set) var resume: (() -> Void)?

    init(_ chunks: [BodyChunk]) {
        self.chunks = chunks
    }

    func start(resume: @escaping () -> Void) {
        self.resume = resume
    }

    func next(byteCountMax: Int) -> BodyChunk {
        pullCount += 1
        return chunks.isEmpty ? .wait : chunks.removeFirst()
    }

    func cancel() {
        cancelCount += 1
        resume = nil
    }
}
