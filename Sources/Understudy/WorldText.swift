internal import Emulation
internal import JSON
internal import Persistence

/// A world in canonical form: complete and explicit, one entity a line in the order in which they came.
///
/// Reading it back gives the same world, and writing that gives the same bytes. It is made piece by piece from a copy of
/// the world, so that a large one is neither waited for nor in memory twice.
package struct WorldText: ChunkSource {
    private static let chunkByteCountDefault = 64 << 10

    private var world: World
    private let sequence: Int?
    private let chunkByteCount: Int
    private var position = WorldWriter.Position()

    /// - Parameters:
    ///   - world: what is written.
    ///   - sequence: the last change that it has in it; nil where nothing goes on from there.
    ///   - chunkByteCount: about how long a piece is to be.
    package init(_ world: World, sequence: Int? = nil, chunkByteCount: Int? = nil) {
        self.world = world
        self.sequence = sequence
        self.chunkByteCount = chunkByteCount ?? Self.chunkByteCountDefault
    }

    /// Makes the next piece; nil after the last.
    package mutating func nextChunk() -> [UInt8]? {
        guard !position.isAtEnd else { return nil }
        var writer = WorldWriter(from: position, byteCountMax: chunkByteCount)
        writer.begin(version: World.seedVersion, sequence: sequence)
        world.accounts.visitTables(&writer)
        world.visitSections(&writer)
        writer.end()
        position = writer.position
        return writer.bytes
    }
}

extension World {
    /// The canonical form as a whole.
    package var canonicalBytes: [UInt8] {
        var text = WorldText(self, chunkByteCount: .max)
        return text.nextChunk() ?? []
    }
}
