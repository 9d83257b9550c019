import Testing
import Sandboxes
import UnderstudyTesting

@testable import Persistence

/// Journals that are whole, but not of this state.
@Suite struct JournalChainTests {
    private let folder: TemporaryFolder
    private let first = "journal-000000000001.ndjson"

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Leaves a state behind whose changes lie in as many journals as there are lists of names.
    private func leave(_ name: String, _ batches: [[String]]) throws -> String {
        let path = folder.path + "/" + name
        _ = try DurableEmulator(path)
        for batch in batches {
            let kept = try DurableEmulator(path)
            for app in batch { #expect(try kept.create(app).status == 201) }
        }
        return path
    }

    /// Expects that a state is refused as not being of one piece, and left alone.
    private func expectForeign(_ path: String, _ place: String, sourceLocation: SourceLocation = #_sourceLocation)
        throws
    {
        let before = folder.contents
        let error = #expect(throws: StorageError.self, sourceLocation: sourceLocation) { try DurableEmulator(path) }
        #expect(
            error?.sentence == "\(path)/\(place) does not follow the change before it: it belongs to another state; "
                + "nothing was changed", sourceLocation: sourceLocation)
        #expect(folder.contents.filter { !$0.key.hasSuffix("lock") } == before.filter { !$0.key.hasSuffix("lock") })
    }

    @Test func `each record names the one before it and the first one the snapshot's`() throws {
        let path = try leave("a", [["1", "2"], ["3"]])
        let kept = try DurableEmulator(path)
        kept.storage.requestSnapshot()
        #expect(try kept.create("4").status == 201)
        #expect(try DurableEmulator(path).world == kept.world)
    }

    @Test func `the journal of another state is refused`() throws {
        let (one, other) = (try leave("a", [["same"]]), try leave("b", [["same"]]))
        let foreign = try folder.bytes("b/" + first)
        try folder.write(foreign, to: "a/" + first)
        try expectForeign(one, first + ":2")
        #expect(try DurableEmulator(other).recovery?.recordCount == 1)
    }

    @Test func `a later journal of a copy that went another way is refused`() throws {
        let path = try leave("a", [["common"]])
        try folder.copy("a", to: "b")
        for (copy, app) in [("a", "here"), ("b", "there")] {
            for number in 1...2 {
                #expect(try DurableEmulator(folder.path + "/" + copy).create("\(app) \(number)").status == 201)
            }
        }
        try folder.write(try folder.bytes("b/journal-000000000003.ndjson"), to: "a/journal-000000000003.ndjson")
        try expectForeign(path, "journal-000000000003.ndjson:2")
    }

    @Test func `the journal of a copy does not go on from a snapshot that was made apart`() throws {
        let path = try leave("a", [["common"]])
        try folder.copy("a", to: "b")
        for (copy, app) in [("a", "here"), ("b", "there")] {
            let kept = try DurableEmulator(folder.path + "/" + copy)
            #expect(try kept.create(app).status == 201)
            kept.storage.requestSnapshot()
            #expect(try kept.create(app + " too").status == 201)
        }
        try folder.write(try folder.bytes("b/journal-000000000003.ndjson"), to: "a/journal-000000000003.ndjson")
        try expectForeign(path, "journal-000000000003.ndjson:2")
        // A head from elsewhere is foreign too, even without changes.
        try folder.writeLines(
            [try folder.lines("b/journal-000000000003.ndjson")[0]], to: "a/journal-000000000003.ndjson")
        try expectForeign(path, "journal-000000000003.ndjson")
    }

    @Test func `the last record that the snapshot has is the one that it names`() throws {
        let (one, _) = (try leave("a", [["1", "2"]]), try leave("b", [["1", "2"]]))
        let own = try folder.bytes("a/" + first)
        try DurableEmulator(one).storage.requestSnapshot()
        try folder.write(own, to: "a/" + first)
        #expect(try DurableEmulator(one).recovery?.recordCount == 0)
        try folder.write(try folder.bytes("b/" + first), to: "a/" + first)
        try expectForeign(one, first + ":3")
    }

    @Test func `a record that was rewritten with a valid checksum is detected by the next one`() throws {
        let path = try leave("a", [["one", "two", "three"]])
        var lines = try folder.lines("a/" + first)
        let text = lines[2].replacing("\"two\"", with: "\"owt\"").utf8.dropLast(JournalRecord.tailByteCount)
        let checksum = Checksum.text(Checksum.of(Array(text).span))
        lines[2] = String(decoding: Array(text), as: UTF8.self) + ",\"checksum\":\"\(checksum)\"}"
        try folder.writeLines(lines, to: "a/" + first)
        try expectForeign(path, first + ":4")
    }

    @Test(arguments: ["POST /_understudy/reset", "PUT /_understudy/state"])
    func `a record that replaces the world is a link of the chain too`(line: String) throws {
        for name in ["a", "b"] {
            let kept = try DurableEmulator(folder.path + "/" + name)
            #expect(try kept.create("One").status == 201)
            #expect(try kept.control(line, body: line.hasPrefix("PUT") ? DurableEmulator.seed : "").status == 200)
            #expect(try kept.create("Two").status == 201)
            #expect(try DurableEmulator(folder.path + "/" + name).world == kept.world)
        }
        let lines = try ["a", "b"].map { try folder.lines($0 + "/" + first) }
        try folder.writeLines([lines[0][0], lines[0][1], lines[1][2], lines[0][3]], to: "a/" + first)
        try expectForeign(folder.path + "/a", first + ":3")
    }

    @Test func `a batch that failed leaves no gap in the chain`() throws {
        let files = FaultyFiles()
        let path = folder.path + "/a"
        let kept = try DurableEmulator(path, files: files)
        #expect(try kept.create("One").status == 201)
        files.breakDown()
        #expect(try kept.create("Two").status == 500)
        files.heal()
        #expect(try kept.create("Three").status == 201)
        kept.storage.requestSnapshot()
        #expect(try kept.create("Four").status == 201)
        #expect(try DurableEmulator(path).world == kept.world)
    }
}
