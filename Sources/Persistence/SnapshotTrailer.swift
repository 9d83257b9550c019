/// The last member of the snapshot's root: the checksum of all that stands before it.
///
///     "capydb": {
///     …
///     },
///     "checksum": "0a1b2c3d"
///     }
///
/// The file ends with `,\n"checksum": "`, eight lower-case hexadecimal digits and `"\n}\n`, in just these bytes. The digits
/// are the CRC-32C of all bytes of the file before that comma, so that no bit of it changes unnoticed.
enum SnapshotTrailer {
    private static let start = [UInt8](",\n\"checksum\": \"".utf8)
    private static let end = [UInt8]("\"\n}\n".utf8)
    private static let byteCount = start.count + Checksum.digitCount + end.count
    /// The end of a text without a seal, in whose place the seal comes.
    static let rootEnd = [UInt8]("\n}\n".utf8)

    /// Makes the end of a text from the checksum of what comes before.
    static func bytes(_ checksum: UInt32) -> [UInt8] {
        start + Array(Checksum.text(checksum).utf8) + end
    }

    /// Makes sure that a snapshot is as it was written.
    ///
    /// - Throws: that it has no seal, or not that of its bytes.
    static func check(_ text: [UInt8]) throws(StateDamage.Kind) {
        let text = text.span
        let place = text.count - byteCount
        guard text.has(start, at: place), text.has(end, at: text.count - end.count),
            let checksum = text.checksum(at: place + start.count)
        else { throw .noSeal }
        guard Checksum.of(text.extracting(0..<place)) == checksum else { throw .brokenSeal }
    }
}

/// A snapshot's text with its seal.
struct SealedText: ChunkSource {
    private var source: any ChunkSource
    private var checksum = Checksum()
    /// The last bytes so far, which are the end of the root when nothing follows.
    private var held: [UInt8] = []
    private var isAtEnd = false

    /// - Parameter source: a text that ends with its root object's bracket on a line of its own.
    init(_ source: any ChunkSource) {
        self.source = source
    }

    mutating func nextChunk() throws(FileError) -> [UInt8]? {
        guard !isAtEnd else { return nil }
        while let chunk = try source.nextChunk() {
            held += chunk
            guard held.count > SnapshotTrailer.rootEnd.count else { continue }
            let text = Array(held.dropLast(SnapshotTrailer.rootEnd.count))
            held.removeFirst(text.count)
            checksum.update(text.span)
            return text
        }
        precondition(held == SnapshotTrailer.rootEnd, "a snapshot ends with its root's bracket")
        isAtEnd = true
        return SnapshotTrailer.bytes(checksum.value)
    }
}
