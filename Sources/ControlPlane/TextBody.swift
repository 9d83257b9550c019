internal import HTTP
internal import Persistence
internal import Sandboxes

/// A response body whose JSON text is generated while it is sent.
final class TextBody: BodySource {
    private var source: (any ChunkSource)?
    private let queue: BackgroundQueue

    private init(_ source: any ChunkSource, _ queue: BackgroundQueue) {
        self.source = source
        self.queue = queue
    }

    /// A response with the text as its body.
    ///
    /// - Parameters:
    ///   - source: the text.
    ///   - queue: frees a world's text, which may have the last reference to a large world.
    /// - Returns: the response.
    static func response(_ source: any ChunkSource, freedBy queue: BackgroundQueue) -> Response {
        Response(
            status: 200, headers: [.contentType: "application/json"],
            body: .stream(TextBody(source, queue)))
    }

    func next(byteCountMax: Int) -> BodyChunk {
        do throws(FileError) {
            guard let bytes = try source?.nextChunk() else {
                cancel()
                return .end
            }
            return .bytes(bytes)
        } catch {
            // Not `.end`: the client would treat the truncated text as complete.
            return .failed
        }
    }

    func cancel() {
        guard source is WorldText else { return source = nil }
        queue.free(source.take())
    }
}
