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

    private func expectMissing(_ journal: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        try expectRefusal("\(journal) is missing", sourceLocation)
    }

    private func expectEmptied(_ journal: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let reason = "is empty or does not begin with its first line: it was cut short or edited"
        try expectRefusal("\(journal) \(reason)", sourceLocation)
    }

    private func expectRefusal(_ reason: String, _ sourceLocation: SourceLocation) throws {
        let before = folder.contents.filter { $0.key != "lock" }
        let error = #expect(throws: StorageError.self, sourceLocation: sourceLocation) {
            try DurableEmulator(folder.path)
        }
        #expect(error?.sentence == "\(folder.path)/\(reason); nothing was changed", sourceLocation: sourceLocation)
        #expect(folder.contents.filter { $0.key != "lock" } == before, sourceLocation: sourceLocation)
    }

    @Test func `a new state has a journal without changes, and is refused without it`() throws {
        _ = try DurableEmulator(folder.path)
        #expect(try folder.lines(Self.first).count == 1)
        try folder.write([], to: Self.first)
        try expectEmptied(Self.first)
        try folder.remove(Self.first)
        try expectMissing(Self.first)
    }

    /// A restart begins a journal, and the one before says so.
    @Test func `the newest journal is missed, also where an older one has changes`() throws {
        #expect(try DurableEmulator(folder.path).create("a").status == 201)
        let kept = try DurableEmulator(folder.path)
        for name in ["b", "c", "d"] { #expect(try kept.create(name).status == 201) }
        let newest = "journal-000000000002.ndjson"
        #expect(try folder.lines(Self.first).count == 3)
        let bytes = try folder.bytes(newest)
        try folder.write([], to: newest)
        try expectEmptied(newest)
        try folder.write(Array(bytes.prefix(20)), to: newest)
        try expectEmptied(newest)
        try folder.remove(newest)
        try expectMissing(newest)
        try folder.write(bytes, to: newest)
        #expect(try DurableEmulator(folder.path).world == kept.world)
    }

    @Test func `a journal that a failed snapshot began is missed too`() throws {
        let files = FaultyFiles()
        let kept = try DurableEmulator(folder.path, files: files)
        #expect(try kept.create("a").status == 201)
        files.breakDown()
        kept.storage.requestSnapshot()
        files.heal()
        #expect(try kept.create("b").status == 201)
        try folder.remove("journal-000000000002.ndjson")
        try expectMissing("journal-000000000002.ndjson")
    }

    @Test func `a restart without a change begins no journal`() throws {
        #expect(try DurableEmulator(folder.path).create("a").status == 201)
        let before = folder.contents.filter { $0.key != "lock" }
        for _ in 1...3 { _ = try DurableEmulator(folder.path) }
        #expect(folder.contents.filter { $0.key != "lock" } == before)
    }

    @Test func `nothing follows a seal in its journal`() throws {
        #expect(try DurableEmulator(folder.path).create("a").status == 201)
        #expect(try DurableEmulator(folder.path).create("b").status == 201)
        let lines = try folder.lines(Self.first)
        for rest in [lines[1] + "\n", lines[2] + "\n", "{"] {
            try folder.write(Array((lines.joined(separator: "\n") + "\n" + rest).utf8), to: Self.first)
            let error = #expect(throws: StorageError.self) { try DurableEmulator(folder.path) }
            #expect(error?.sentence.contains("\(Self.first):4 is damaged") == true, "\(rest)")
        }
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
        let head = try folder.bytes(journal)
        try folder.remove(journal)
        try expectMissing(journal)
        try folder.write([], to: journal)
        try expectEmptied(journal)
        try folder.write(head, to: journal)
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
        let position = try #require(next.recovery?.position)
        let text = WorldText(next.sandbox.world, position: position)
        #expect(try next.create("b").status == 201)
        let journal = "journal-000000000002.ndjson"
        let bytes = try folder.bytes(journal)
        #expect(!bytes.isEmpty)
        _ = try kept.storage.directory.writeSnapshot(text, upTo: position) { _ in nil }
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
        #expect(error?.sentence.contains("\(Self.first):3 is damaged") == true)
        try folder.write([], to: "journal-000000000003.ndjson")
        #expect(try DurableEmulator(folder.path).recovery?.recordCount == 1)
    }

    @Test func `an empty first journal alone is no state and any other journal is`() throws {
        _ = try DurableEmulator(folder.path)
        try folder.remove("snapshot.json")
        let head = try folder.bytes(Self.first)
        for count in 0...head.count {
            try folder.write(Array(head.prefix(count)), to: Self.first)
            #expect(try DurableEmulator(folder.path).recovery == nil, "\(count) bytes")
            try folder.remove("snapshot.json")
        }
        try folder.write([], to: Self.first)
        #expect(try DurableEmulator(folder.path).recovery == nil)
        try folder.remove("snapshot.json")
        try folder.remove(Self.first)
        for journal in ["journal-000000000002.ndjson", Self.first] {
            try folder.write(journal == Self.first ? [UInt8]("{\"sequence\":1".utf8) : [], to: journal)
            let error = #expect(throws: StorageError.self) { try DurableEmulator(folder.path) }
            #expect(error?.sentence.contains("continues a snapshot that is missing") == true)
            try folder.remove(journal)
        }
    }
}
