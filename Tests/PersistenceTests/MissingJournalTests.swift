import Persistence
import Testing
import Sandboxes
import UnderstudyTesting

/// There is always a journal that continues from the snapshot, so that a lost one is noticed.
@Suite struct MissingJournalTests {
    private let folder: TemporaryFolder
    private static let first = "journal-000000000001.ndjson"

    init() throws {
        folder = try TemporaryFolder()
    }

    private func expectMissing(_ journal: String) throws {
        let before = folder.contents.filter { $0.key != "lock" }
        let error = #expect(throws: StorageError.self) { try DurableEmulator(folder.path) }
        #expect(
            error?.sentence
                == "\(folder.path)/\(journal) is missing; nothing was changed")
        #expect(folder.contents.filter { $0.key != "lock" } == before)
    }

    @Test func `a new state has an empty journal, and is refused without it`() throws {
        _ = try DurableEmulator(folder.path)
        #expect(try folder.bytes(Self.first).isEmpty)
        try folder.remove(Self.first)
        try expectMissing(Self.first)
    }

    @Test func `the only journal with changes is missed`() throws {
        let kept = try DurableEmulator(folder.path)
        for name in ["a", "b"] { #expect(try kept.create(name).status == 201) }
        try folder.remove(Self.first)
        try expectMissing(Self.first)
    }

    @Test func `a lost journal after a later snapshot is noticed, whether it was empty or not`() throws {
        let kept = try DurableEmulator(folder.path)
        for name in ["a", "b"] { #expect(try kept.create(name).status == 201) }
        kept.storage.requestSnapshot()
        let journal = "journal-000000000003.ndjson"
        try folder.remove(journal)
        try expectMissing(journal)
        try folder.write([], to: journal)
        #expect(try DurableEmulator(folder.path).create("c").status == 201)
        try folder.remove(journal)
        try expectMissing(journal)
    }

    @Test func `an older journal does not replace the one after the snapshot`() throws {
        let kept = try DurableEmulator(folder.path)
        for name in ["a", "b", "c"] { #expect(try kept.create(name).status == 201) }
        let bytes = try folder.bytes(Self.first)
        kept.storage.requestSnapshot()
        try folder.remove("journal-000000000004.ndjson")
        try folder.write(bytes, to: Self.first)
        try expectMissing("journal-000000000004.ndjson")
    }

    @Test func `a snapshot removes nothing from the journal that continued after it`() throws {
        let kept = try DurableEmulator(folder.path)
        #expect(try kept.create("a").status == 201)
        let next = try DurableEmulator(folder.path)
        let text = WorldText(next.sandbox.world, position: next.recovery?.position)
        #expect(try next.create("b").status == 201)
        let journal = "journal-000000000002.ndjson"
        let bytes = try folder.bytes(journal)
        #expect(!bytes.isEmpty)
        _ = try kept.storage.directory.writeSnapshot(text, upTo: 1)
        #expect(try folder.bytes(journal) == bytes)
        let again = try DurableEmulator(folder.path)
        #expect(again.recovery?.recordCount == 1)
        #expect(again.world == next.world)
    }

    @Test func `a torn journal may be followed by an empty one and by no other`() throws {
        let kept = try DurableEmulator(folder.path)
        for name in ["a", "b"] { #expect(try kept.create(name).status == 201) }
        let bytes = try folder.bytes(Self.first)
        try folder.write(Array(bytes.dropLast(3)), to: Self.first)
        try folder.write([UInt8(ascii: "x")], to: "journal-000000000003.ndjson")
        let error = #expect(throws: StorageError.self) { try DurableEmulator(folder.path) }
        #expect(error?.sentence.contains("\(Self.first):2 is damaged") == true)
        try folder.write([], to: "journal-000000000003.ndjson")
        #expect(try DurableEmulator(folder.path).recovery?.recordCount == 1)
    }

    @Test func `an empty first journal alone is no state and any other journal is`() throws {
        try folder.write([], to: Self.first)
        #expect(try DurableEmulator(folder.path).recovery == nil)
        try folder.remove("snapshot.json")
        try folder.remove(Self.first)
        for journal in ["journal-000000000002.ndjson", Self.first] {
            try folder.write(journal == Self.first ? [UInt8(ascii: "{")] : [], to: journal)
            let error = #expect(throws: StorageError.self) { try DurableEmulator(folder.path) }
            #expect(error?.sentence.contains("continues a snapshot that is missing") == true)
            try folder.remove(journal)
        }
    }
}
