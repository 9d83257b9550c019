internal import HTTP
internal import Persistence

/// A response body whose JSON text is generated while it is sent.
final class TextBody: BodySource {
    private var source: (any ChunkSource)?

    private init(_ source: any ChunkSource) {
        self.source = source
    }

    /// A response with the text as its body.
    static func response(_ source: any ChunkSource) -> Response {
        Response(status: 200, headers: [.contentType: "application/json"], body: .stream(TextBody(source)))
    }

    func next(byteCountMax: Int) -> BodyChunk {
        do throws(FileError) {
            guard let bytes = try source?.nextChunk() else { return .end }
            return .bytes(bytes)
        } catch {
            // Not `.end`: the client would treat the truncated text as complete.
            return .failed
        }
    }

    func cancel() {
        source = nil
    }
}
