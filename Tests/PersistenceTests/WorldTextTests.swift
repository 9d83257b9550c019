import Emulation
import Persistence
import Testing
import Sandboxes
import UnderstudyTesting

/// The canonical form, written piece by piece.
@Suite struct WorldTextTests {
    private static func world(_ seed: String) throws -> World {
        var identifiers = IdentifierSource(seed: 1)
        return try World(seed: Array(seed.utf8), identifiers: &identifiers, now: Timestamp(milliseconds: 0))
    }

    private static func text(_ world: World, position: JournalPosition? = nil, chunkByteCount: Int?) -> [[UInt8]] {
        var source = WorldText(world, position: position, chunkByteCount: chunkByteCount)
        var chunks: [[UInt8]] = []
        while let chunk = source.nextChunk() { chunks.append(chunk) }
        return chunks
    }

    @Test(arguments: [1, 2, 7, 100, 1000, 65_536])
    func `pieces of any size make the same text`(byteCount: Int) throws {
        let world = try Self.world(try SourceTree.text("seed/demo.json"))
        let chunks = Self.text(world, chunkByteCount: byteCount)
        #expect(chunks.reduce([], +) == world.canonicalBytes)
        #expect(chunks.dropLast().allSatisfy { $0.count >= byteCount })
    }

    @Test(arguments: ["seed/demo.json", "seed/minimal.json"])
    func `a snapshot of a seed is a seed whose snapshot is the same`(path: String) throws {
        let written = JournalPosition(sequence: 41, checksum: 0x0A1B_2C3D)
        let first = Self.text(try Self.world(try SourceTree.text(path)), position: written, chunkByteCount: nil)
            .reduce([], +)
        var position: JournalPosition?
        let world = try World(snapshot: first, position: &position)
        #expect(position == written)
        #expect(Self.text(world, position: written, chunkByteCount: 500).reduce([], +) == first)
        let asSeed = try Self.world(String(decoding: first, as: UTF8.self))
        #expect(asSeed.canonicalBytes == world.canonicalBytes)
    }

    @Test func `every table counts as changed when one of its rows is put`() throws {
        let seed = try SourceTree.text("seed/demo.json")
        var counter = TableToucher(target: nil)
        var world = try Self.world(seed)
        counter.touch(&world)
        #expect(counter.tableCount > 10)
        for target in 0..<counter.tableCount {
            var world = try Self.world(seed)
            var toucher = TableToucher(target: target)
            toucher.touch(&world)
            let hasChanges = world.hasChanges
            #expect(hasChanges == toucher.isTouched, "table \(target)")
        }
    }
}

/// Puts the first row of one table back in its place.
private struct TableToucher: TableVisitor, SectionVisitor {
    let target: Int?
    private(set) var tableCount = 0
    private(set) var isTouched = false

    init(target: Int?) {
        self.target = target
    }

    mutating func touch(_ world: inout World) {
        world.accounts.visitTables(&self)
        world.visitSections(&self)
    }

    mutating func section<State: ServiceState>(_ name: String, _ state: inout State) {
        state.visitTables(&self)
    }

    mutating func table<Row: Entity>(_ table: inout Table<Row>) {
        if tableCount == target, let row = table.all.first(where: { _ in true }) {
            table.put(row)
            isTouched = true
        }
        tableCount += 1
    }

    mutating func options<Options: Fields & Equatable>(_ options: inout Options) {}
}
