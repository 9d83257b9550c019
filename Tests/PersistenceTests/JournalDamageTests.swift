import Testing
import Sandboxes
import UnderstudyTesting

@testable import Persistence

/// A journal that is not as it was left.
@Suite struct JournalDamageTests {
    private let folder: TemporaryFolder
    private let journal = "journal-000000000001.ndjson"
    /// The world after each change, the first one being the seed's.
    private var worlds: [String] = []
    private let bytes: [UInt8]

    /// Leaves a journal of five records behind.
    init() throws {
        folder = try TemporaryFolder()
        let kept = try DurableEmulator(folder.path)
        worlds = [kept.world]
        for number in 1...5 {
            #expect(try kept.create("App \(number)").status == 201)
            worlds.append(kept.world)
        }
        bytes = try folder.bytes(journal)
    }

    /// Where each record ends.
    private var ends: [Int] { Array(lineEnds.dropFirst()) }

    /// Where each line ends; the first one is the journal's head.
    private var lineEnds: [Int] {
        bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
    }

    @Test func `a journal cut at every byte of its last two records loses nothing acknowledged before`() throws {
        let starts = lineEnds
        for length in starts[3]...bytes.count {
            try folder.write(Array(bytes[..<length]), to: journal)
            let kept = try DurableEmulator(folder.path)
            let whole = ends.filter { $0 <= length }.count
            #expect(kept.world == worlds[whole], "cut at \(length)")
            #expect(kept.recovery?.recordCount == whole)
            #expect(kept.recovery?.cutOff?.byteCount == (length == starts[whole] ? nil : length - starts[whole]))
            // The torn end is in a file of its own, and new records are appended to the journal.
            #expect(try folder.bytes(journal).count == starts[whole])
            let torn = Array(bytes[starts[whole]..<length])
            #expect(folder.contents[Self.torn].map(Array.init) == (torn.isEmpty ? nil : torn), "cut at \(length)")
            #expect(kept.recovery?.cutOff?.savedIn == (torn.isEmpty ? nil : folder.path + "/" + Self.torn))
            #expect(try kept.create("Another").status == 201)
            let again = try DurableEmulator(folder.path)
            #expect(again.world == kept.world, "cut at \(length)")
            try reset()
        }
    }

    private func reset() throws {
        for name in folder.contents.keys where name.hasSuffix(".ndjson") && name != journal {
            try folder.remove(name)
        }
    }

    private static let torn = "torn-000000000001.ndjson"

    @Test func `several torn ends are stored and disturb nothing`() throws {
        for (count, name) in [(3, Self.torn), (5, "torn-000000000001-2.ndjson"), (7, "torn-000000000001-3.ndjson")] {
            try folder.write(Array(bytes.dropLast(count)), to: journal)
            let cutOff = try DurableEmulator(folder.path).recovery?.cutOff
            #expect(cutOff?.savedIn == folder.path + "/" + name)
            #expect(try folder.bytes(name) == Array(bytes[ends[3]...].dropLast(count)))
        }
        let again = try DurableEmulator(folder.path)
        #expect(again.recovery?.cutOff == nil)
        #expect(again.world == worlds[4])
        again.storage.requestSnapshot()
        _ = try DurableEmulator(folder.path, fresh: "now")
        for name in [Self.torn, "torn-000000000001-2.ndjson", "torn-000000000001-3.ndjson"] {
            #expect(folder.contents["before-now/" + name]?.isEmpty == false)
            #expect(folder.contents[name] == nil)
        }
    }

    @Test(arguments: FaultyFiles.Fault.allCases)
    func `a torn end is cut off only after it was saved elsewhere`(fault: FaultyFiles.Fault) throws {
        let torn = Array(bytes.dropLast(3))
        let healthy = FaultyFiles()
        try folder.write(torn, to: journal)
        _ = try DurableEmulator(folder.path, files: healthy)
        for call in 1...healthy.callCount {
            try reset()
            try folder.write(torn, to: journal)
            _ = try? DurableEmulator(folder.path, files: FaultyFiles(failingCall: call, fault: fault))
            let isKept = folder.contents[Self.torn].map(Array.init) == Array(torn[ends[3]...])
            #expect(try isKept || folder.bytes(journal) == torn, "call \(call)")
            #expect(try DurableEmulator(folder.path).world == worlds[4], "call \(call)")
            #expect(folder.contents[Self.torn].map(Array.init) == Array(torn[ends[3]...]), "call \(call)")
        }
    }

    @Test func `a byte flipped before the tail is refused with the file's name and nothing changes`() throws {
        let tail = ends[3]
        for place in 0..<tail {
            var damaged = bytes
            damaged[place] ^= 1 << UInt8(place % 8)
            try folder.write(damaged, to: journal)
            let before = folder.contents
            let line = lineEnds.filter { $0 <= place }.count + 1
            let error = #expect(throws: StorageError.self) { try DurableEmulator(folder.path) }
            #expect(error?.sentence.contains("\(journal):") == true, "byte \(place) of line \(line)")
            #expect(folder.contents.filter { $0.key != "lock" } == before.filter { $0.key != "lock" })
        }
    }

    @Test func `a byte flipped in the last record cuts it off`() throws {
        defer { try? reset() }
        for place in ends[3]..<bytes.count - 1 {
            var damaged = bytes
            damaged[place] ^= 1 << UInt8(place % 8)
            try folder.write(damaged, to: journal)
            #expect(try DurableEmulator(folder.path).world == worlds[4])
        }
    }

    @Test func `a missing record is named`() throws {
        try folder.write(Array(bytes[..<ends[0]] + bytes[ends[1]...]), to: journal)
        let error = #expect(throws: StorageError.self) { try DurableEmulator(folder.path) }
        #expect(error?.sentence.contains(":3: expected change 2, found change 3: a journal file is missing") == true)
    }

    @Test func `a journal without its snapshot is refused`() throws {
        try folder.remove("snapshot.json")
        let error = #expect(throws: StorageError.self) { try DurableEmulator(folder.path) }
        #expect(error?.sentence.contains("continues a snapshot that is missing") == true)
        #expect(try folder.bytes(journal) == bytes)
    }

    @Test func `records that the snapshot has already are passed over`() throws {
        let kept = try DurableEmulator(folder.path)
        kept.storage.requestSnapshot()
        #expect(folder.contents[journal] == nil)
        #expect(try folder.lines("journal-000000000006.ndjson").count == 1)
        try folder.write(bytes, to: journal)
        #expect(try DurableEmulator(folder.path).recovery?.recordCount == 0)
    }

    @Test func `a torn record in a journal that another follows is damage`() throws {
        let next = try DurableEmulator(folder.path)
        #expect(try next.create("App 6").status == 201)
        #expect(try DurableEmulator(folder.path).world == next.world)
        try folder.write(Array(bytes.dropLast(2)), to: journal)
        let error = #expect(throws: StorageError.self) { try DurableEmulator(folder.path) }
        #expect(error?.sentence.contains("\(journal):6 is damaged") == true)
    }

    @Test func `a journal without its head is refused`() throws {
        try folder.write(Array(bytes[lineEnds[0]...]), to: journal)
        let error = #expect(throws: StorageError.self) { try DurableEmulator(folder.path) }
        #expect(error?.sentence.contains("\(journal):1 is empty or does not begin with its first line") == true)
    }

    @Test(arguments: [
        (#""change":[]"#, "the member change"), (#""identity":1,"changes":[]"#, "the member identity"),
        (#""x":1"#, "x"),
        (#""changes":[{"list":"cavos.apps","put":{},"delete":{}}]"#, "a change with unknown members"),
        (#""changes":[{"list":"cavos.apps","put":{},"if":1}]"#, "a change with unknown members"),
        (#""changes":[{"list":"cavos.apps"}]"#, "neither put nor delete"),
    ])
    func `a record of an unknown kind is refused`(content: String, problem: String) throws {
        try append(content)
        let error = #expect(throws: StorageError.self) { try DurableEmulator(folder.path) }
        #expect(error?.sentence.contains("\(journal):7 holds a change that this version does not know") == true)
        #expect(error?.sentence.contains(problem) == true, "\(error?.sentence ?? "")")
    }

    @Test func `changes that do not fit together are refused at once`() throws {
        let id = "00000000-0000-4000-8000-000000000001"
        let app = #"{"id":"\#(id)","organization_id":"\#(id)","name":"n","created_at":"2026-02-13T12:00:00.000Z"}"#
        try append(#""changes":[{"list":"cavos.apps","put":\#(app)}]"#)
        let before = folder.contents.filter { $0.key != "lock" }
        let error = #expect(throws: StorageError.self) { try DurableEmulator(folder.path) }
        #expect(
            error?.sentence.hasPrefix("\(folder.path)/\(journal) has changes that do not fit together: line ") == true,
            "\(error?.sentence ?? "")")
        #expect(folder.contents.filter { $0.key != "lock" } == before)
    }

    /// Appends a record with valid checksums.
    private func append(_ content: String) throws {
        let last = try #require(JournalRecord(in: bytes, from: ends[3], to: ends[4] - 1, line: 6))
        let text = Array(
            #"{"sequence":6,"previous":"\#(last.position.checksumText)",\#(content)"#.utf8)
        let checksum = Checksum.text(Checksum.of(text.span))
        try folder.write(bytes + text + Array(",\"checksum\":\"\(checksum)\"}\n".utf8), to: journal)
    }

    @Test func `a change of a list that is not known is refused`() throws {
        let kept = try DurableEmulator(folder.path)
        let journal = Journal(
            files: SystemFiles(), directory: kept.storage.directory,
            lastChecksum: kept.recovery?.position.checksum ?? 0, after: kept.recovery, flushes: false)
        let change = [UInt8]("{\"list\":\"cavos.moons\",\"put\":{}}".utf8)
        let result = journal.append([JournalEntry(sequence: 6, content: .changes(change))], startsFile: true)
        #expect((try? result.get()) != nil)
        let error = #expect(throws: StorageError.self) { try DurableEmulator(folder.path) }
        #expect(error?.sentence.contains("does not know (the list cavos.moons)") == true)
    }
}
