internal import Emulation
internal import JSON
package import Persistence

/// A world in canonical form: complete and explicit, one entity a line in the order in which they came.
///
/// Reading it back gives the same world, and writing that gives the same bytes. It is made piece by piece from a copy of
/// the world, so that a large one is neither waited for nor in memory twice.
package struct WorldText: ChunkSource {
    private static let chunkByteCountDefault = 64 << 10

    private let world: WorldBox
    private let position: JournalPosition?
    private let chunkByteCount: Int
    private var place = WorldWriter.Position()

    /// - Parameters:
    ///   - world: what is written.
    ///   - position: the last change that it has in it; nil where nothing goes on from there.
    ///   - chunkByteCount: about how long a piece is to be.
    package init(_ world: World, position: JournalPosition? = nil, chunkByteCount: Int? = nil) {
        self.world = WorldBox(world)
        self.position = position
        self.chunkByteCount = chunkByteCount ?? Self.chunkByteCountDefault
    }

    /// Makes the next piece; nil after the last.
    package mutating func nextChunk() -> [UInt8]? {
        guard !place.isAtEnd else { return nil }
        var writer = WorldWriter(from: place, byteCountMax: chunkByteCount)
        writer.begin(version: World.seedVersion, position: position)
        // Visitors may change what they visit; this one does not.
        var world = world.value
        world.accounts.visitTables(&writer)
        world.visitSections(&writer)
        writer.end()
        place = writer.position
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
