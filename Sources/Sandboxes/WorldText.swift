internal import Emulation
internal import JSON
package import Persistence

/// A world in canonical form: complete and explicit, one entity a line in insertion order.
///
/// Reading it gives the same world, and writing that gives the same bytes. It is produced in chunks from a copy of the
/// world, so that the loop does not wait for a large one, and it is not in memory as a whole.
package struct WorldText: ChunkSource {
    private static let chunkByteCountDefault = 64 << 10

    private let world: WorldBox
    private let position: JournalPosition?
    private let chunkByteCount: Int
    private var progress = WorldWriter.Position()

    /// - Parameters:
    ///   - world: the world to write.
    ///   - position: the last change in it; nil where no journal follows.
    ///   - chunkByteCount: the approximate size of a chunk.
    package init(_ world: World, position: JournalPosition? = nil, chunkByteCount: Int? = nil) {
        self.world = WorldBox(world)
        self.position = position
        self.chunkByteCount = chunkByteCount ?? Self.chunkByteCountDefault
    }

    /// Returns the next chunk; nil after the last.
    package mutating func nextChunk() -> [UInt8]? {
        guard !progress.isAtEnd else { return nil }
        var writer = WorldWriter(from: progress, byteCountMax: chunkByteCount)
        writer.begin(version: World.seedVersion, position: position)
        // Visitors may change what they visit; this one does not.
        var world = world.value
        world.accounts.visitTables(&writer)
        world.visitSections(&writer)
        writer.end(world.identifiers)
        progress = writer.position
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
