/// The last member of the snapshot's root: the checksum of everything before it.
///
///     "capydb": {
///     …
///     },
///     "checksum": "0a1b2c3d"
///     }
///
/// The file ends with exactly these bytes: `,\n"checksum": "`, eight lower-case hexadecimal digits
/// and `"\n}\n`. The digits are the CRC-32C of all bytes of the file before that comma.
enum SnapshotTrailer {
    private static let start = [UInt8](",\n\"checksum\": \"".utf8)
    private static let end = [UInt8]("\"\n}\n".utf8)
    private static let byteCount = start.count + Checksum.digitCount + end.count
    /// The last bytes of a snapshot without a trailer; the trailer replaces them.
    static let rootEnd = [UInt8]("\n}\n".utf8)

    /// The trailer for a checksum.
    static func bytes(_ checksum: UInt32) -> [UInt8] {
        start + Array(Checksum.text(checksum).utf8) + end
    }

    /// Verifies the checksum of a snapshot.
    ///
    /// - Throws: when it has no trailer, or the checksum does not match.
    static func check(_ text: [UInt8]) throws(StateDamage.Kind) {
        let text = text.span
        let trailerStart = text.count - byteCount
        guard text.has(start, at: trailerStart), text.has(end, at: text.count - end.count),
            let checksum = text.checksum(at: trailerStart + start.count)
        else { throw .noChecksum }
        guard Checksum.of(text.extracting(0..<trailerStart)) == checksum else { throw .checksumMismatch }
    }
}

/// Adds the trailer to the text of a snapshot.
struct TextWithTrailer: ChunkSource {
    private var source: any ChunkSource
    private var checksum = Checksum()
    /// The last bytes so far, held back because they are replaced if they are the end.
    private var held: [UInt8] = []
    private var isAtEnd = false

    /// - Parameter source: makes a snapshot whose last line is the bracket that closes it.
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
