import Testing
import Sandboxes
import UnderstudyTesting

@testable import Persistence

/// Data directories of other formats: read where that is possible, else refused with their format.
@Suite struct StateFormatTests {
    private let folder: TemporaryFolder
    private let journal = "journal-000000000001.ndjson"

    init() throws {
        folder = try TemporaryFolder()
    }

    private func refusal() throws -> String {
        let before = folder.contents.filter { $0.key != "lock" }
        let error = #expect(throws: StorageError.self) { try DurableEmulator(folder.path) }
        #expect(folder.contents.filter { $0.key != "lock" } == before)
        return error?.sentence ?? ""
    }

    /// Changes the snapshot, and gives it a valid checksum.
    private func editSnapshot(_ edit: (inout [String]) -> Void) throws {
        var lines = try folder.lines("snapshot.json").dropLast(2).map(\.self)
        edit(&lines)
        let text = Array(lines.joined(separator: "\n").utf8.dropLast())
        try folder.write(text + SnapshotTrailer.bytes(Checksum.of(text.span)), to: "snapshot.json")
    }

    /// Makes a folder as a program of format 2 has left it.
    private func makeFormat2() throws {
        try editSnapshot { $0.removeAll { $0.hasPrefix("\"format\"") } }
        for name in folder.contents.keys where name.hasPrefix("journal-") {
            try folder.writeLines(try folder.lines(name).filter { $0.hasPrefix("{\"sequence\"") }, to: name)
        }
    }

    @Test func `the snapshot and each journal say their format`() throws {
        let kept = try DurableEmulator(folder.path)
        #expect(try kept.create("a").status == 201)
        #expect(try folder.lines("snapshot.json")[2] == "\"format\": \(StateFormat.current),")
        #expect(try folder.lines(journal)[0].hasPrefix("{\"format\":\(StateFormat.current),\"first\":1,"))
    }

    @Test(arguments: [[], ["a"], ["a", "b", "c"]])
    func `a folder of format 2 is read, and continues in the current one`(names: [String]) throws {
        let kept = try DurableEmulator(folder.path)
        for name in names { #expect(try kept.create(name).status == 201) }
        try makeFormat2()
        let again = try DurableEmulator(folder.path)
        #expect(again.world == kept.world)
        #expect(again.recovery?.recordCount == names.count)
        for name in ["d", "e"] { #expect(try again.create(name).status == 201) }
        let third = try DurableEmulator(folder.path)
        #expect(third.world == again.world)
        #expect(try third.create("f").status == 201)
        third.storage.requestSnapshot()
        #expect(try third.create("g").status == 201)
        #expect(try DurableEmulator(folder.path).world == third.world)
        #expect(try folder.lines("snapshot.json")[2] == "\"format\": \(StateFormat.current),")
    }

    @Test func `a torn end and a lost journal of format 2 are noticed`() throws {
        let kept = try DurableEmulator(folder.path)
        let world = kept.world
        #expect(try kept.create("a").status == 201)
        try makeFormat2()
        let bytes = try folder.bytes(journal)
        try folder.write(Array(bytes.dropLast(3)), to: journal)
        let again = try DurableEmulator(folder.path)
        #expect(again.world == world)
        #expect(again.recovery?.cutOff?.byteCount == bytes.count - 3)
        try folder.remove(journal)
        #expect(try refusal().contains("\(journal) is missing"))
    }

    @Test func `a folder of format 1 is refused with its format`() throws {
        _ = try DurableEmulator(folder.path)
        let lines = try folder.lines("snapshot.json").filter { line in
            !["\"format\"", "\"last_checksum\"", "\"checksum\""].contains { line.hasPrefix($0) }
        }
        let text = lines.joined(separator: "\n").replacing("},\n}", with: "}\n}") + "\n"
        try folder.write(Array(text.utf8), to: "snapshot.json")
        try folder.write([UInt8](#"{"sequence":1,"changes":[],"checksum":"00000000"}\#n"#.utf8), to: journal)
        #expect(
            try refusal() == "\(folder.path)/snapshot.json has format 1 of stored state; this version reads "
                + "\(StateFormat.oldestReadable) to \(StateFormat.current); nothing was changed")
    }

    @Test func `a later format is refused with its number, in the snapshot and in a journal`() throws {
        let kept = try DurableEmulator(folder.path)
        #expect(try kept.create("a").status == 201)
        let later = StateFormat.current + 1
        let sentence =
            " has format \(later) of stored state, of a newer Understudy; this version reads "
            + "\(StateFormat.oldestReadable) to \(StateFormat.current); nothing was changed"
        let snapshot = try folder.bytes("snapshot.json")
        try editSnapshot { $0[2] = "\"format\": \(later)," }
        #expect(try refusal() == folder.path + "/snapshot.json" + sentence)
        try folder.write(snapshot, to: "snapshot.json")
        var lines = try folder.lines(journal)
        let head = Array("{\"format\":\(later),\"new\":true".utf8)
        lines[0] = String(decoding: JournalRecord.line(head, after: 0).dropLast(), as: UTF8.self)
        try folder.writeLines(lines, to: journal)
        #expect(try refusal() == folder.path + "/" + journal + sentence)
    }

    @Test(arguments: [1, 7, 1_234_567_890_123])
    func `a head and a seal are read as they were written`(first: Int) throws {
        let head = JournalHead(after: JournalPosition(sequence: first - 1, checksum: 0x0A1B_2C3D))
        #expect(JournalHead(Array(head.bytes.dropLast()).span) == head)
        let seal = JournalSeal(next: first)
        let line = Array(seal.bytes(after: 1).dropLast())
        #expect(JournalSeal(line.span) == seal)
        #expect(JournalHead(line.span) == nil)
        for offset in line.indices {
            var damaged = line
            damaged[offset] ^= 1
            #expect(JournalSeal(damaged.span) == nil, "byte \(offset)")
        }
    }
}
