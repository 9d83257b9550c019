internal import Listener
internal import Persistence

/// A text that is made piece by piece as the body of an answer.
final class ChunkBody: BodySource {
    private var source: (any ChunkSource)?
    private let exchange: Exchange

    init(_ source: any ChunkSource, for exchange: Exchange) {
        self.source = source
        self.exchange = exchange
    }

    func next(byteCountMax: Int) -> BodyChunk {
        do throws(FileError) {
            guard let bytes = try source?.nextChunk() else { return .end }
            return .bytes(bytes)
        } catch {
            // An end would make what was sent look whole.
            exchange.drop()
            return .wait
        }
    }

    func cancel() {
        source = nil
    }
}
