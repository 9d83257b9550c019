import HTTP
import Synchronization

/// A long body of a known pattern, whose progress other threads can see.
final class CountingSource: BodySource, Sendable {
    private let byteCount: Int
    private let given = Mutex(0)
    private let onCancel: @Sendable () -> Void

    init(byteCount: Int, onCancel: @escaping @Sendable () -> Void = {}) {
        self.byteCount = byteCount
        self.onCancel = onCancel
    }

    /// How many bytes were asked of it.
    var givenByteCount: Int { given.withLock { $0 } }

    /// A pattern whose period is no power of two, so that a part that is missing or sent twice shows.
    private static let period = 251
    private static let pattern = (0..<70_000).map { UInt8($0 % period) }

    /// Returns the bytes of such a range, which is at most 64 KiB long.
    static func bytes(_ range: Range<Int>) -> [UInt8] {
        let start = range.lowerBound % period
        return Array(pattern[start..<start + range.count])
    }

    func next(byteCountMax: Int) -> BodyChunk {
        given.withLock { given in
            let end = min(byteCount, given + byteCountMax)
            defer { given = end }
            return given == end ? .end : .bytes(Self.bytes(given..<end))
        }
    }

    func cancel() {
        onCancel()
    }
}
