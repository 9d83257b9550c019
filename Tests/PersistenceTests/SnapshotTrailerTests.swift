import Emulation
import JSON
import Testing
import Sandboxes
import UnderstudyTesting

@testable import Persistence

/// The snapshot's checksum over all of its bytes.
@Suite struct SnapshotTrailerTests {
    private let folder: TemporaryFolder
    private static let members = ["format", "sequence", "last_checksum", "checksum"]

    init() throws {
        folder = try TemporaryFolder()
    }

    private var snapshot: String { folder.path + "/snapshot.json" }

    /// Starts on the folder, which must be refused and left alone.
    private func refusal(_ place: String) throws -> String {
        let before = folder.contents.filter { $0.key != "lock" }
        let error = #expect(throws: StorageError.self, "\(place)") { try DurableEmulator(folder.path) }
        #expect(folder.contents.filter { $0.key != "lock" } == before, "\(place)")
        return error?.sentence ?? ""
    }

    /// Whether a sentence is one of those that name the file and say that its content was changed.
    private func isAboutBytes(_ sentence: String) -> Bool {
        sentence == snapshot + ": checksum mismatch: the file was changed or damaged; nothing was changed"
            || sentence == snapshot + " does not end with its checksum: it was cut short or edited; nothing was changed"
    }

    @Test func `a bit flipped at any byte is refused by name and nothing is touched`() throws {
        let kept = try DurableEmulator(folder.path)
        #expect(try kept.create("App").status == 201)
        kept.storage.requestSnapshot()
        let bytes = try folder.bytes("snapshot.json")
        for place in bytes.indices {
            var damaged = bytes
            damaged[place] ^= 1 << UInt8(place % 8)
            try folder.write(damaged, to: "snapshot.json")
            #expect(isAboutBytes(try refusal("byte \(place)")), "byte \(place)")
        }
        try folder.write(bytes, to: "snapshot.json")
        #expect(try DurableEmulator(folder.path).world == kept.world)
    }

    @Test func `a bit flipped somewhere in a larger one is refused`() throws {
        let seed = try SourceTree.text("seed/demo.json")
        _ = try DurableEmulator(folder.path, seed: seed)
        let bytes = try folder.bytes("snapshot.json")
        var random = RandomSource(seed: 1)
        for place in (0..<60).map({ _ in Int.random(in: bytes.indices, using: &random) }) {
            for bit in 0..<8 {
                var damaged = bytes
                damaged[place] ^= 1 << UInt8(bit)
                #expect(throws: StateDamage.Kind.self, "bit \(bit) of byte \(place)") {
                    try SnapshotTrailer.check(damaged)
                }
            }
        }
        try SnapshotTrailer.check(bytes)
    }

    @Test func `one that is cut short at any byte is refused`() throws {
        _ = try DurableEmulator(folder.path)
        let bytes = try folder.bytes("snapshot.json")
        for count in bytes.indices {
            try folder.write(Array(bytes[..<count]), to: "snapshot.json")
            #expect(isAboutBytes(try refusal("\(count) bytes")), "\(count) bytes")
        }
    }

    @Test func `one that another program has laid out anew is refused and is a seed`() throws {
        let kept = try DurableEmulator(folder.path)
        #expect(try kept.create("App").status == 201)
        kept.storage.requestSnapshot()
        let text = String(decoding: try folder.bytes("snapshot.json"), as: UTF8.self)
        let edited = text.replacing("\"App\"", with: "\"Renamed\"")
        try folder.write(Array(edited.utf8), to: "snapshot.json")
        #expect(try refusal("edited").contains("checksum mismatch"))
        let compact = try JSONParser.parse(Array(edited.utf8)).text
        try folder.write(Array(compact.utf8), to: "snapshot.json")
        #expect(try refusal("compact").contains("does not end with its checksum"))
        let other = try DurableEmulator(folder.path + "/other", seed: compact)
        #expect(other.world == kept.world.replacing("\"App\"", with: "\"Renamed\""))
        #expect(try kept.control("PUT /_understudy/state", body: edited).status == 200)
        #expect(kept.world == other.world)
    }

    @Test(arguments: members)
    func `a seed's own is ignored whatever it says`(member: String) throws {
        for value in ["-1", "null", "\"zz\"", "\"00000000\"", "{}"] {
            let seed = DurableEmulator.seed.replacing(
                "{\"version\": 1,", with: "{\"version\": 1, \"\(member)\": \(value),")
            var identifiers = IdentifierSource(seed: 1)
            let now = Timestamp(milliseconds: 0)
            let world = try World(seed: Array(seed.utf8), identifiers: &identifiers, now: now)
            #expect(!String(decoding: world.canonicalBytes, as: UTF8.self).contains("checksum"))
        }
    }

    @Test func `neither an export nor a named snapshot says from where to go on`() throws {
        let kept = try DurableEmulator(folder.path)
        #expect(try kept.create("App").status == 201)
        #expect(try kept.control("POST /_understudy/snapshots", body: "{\"name\":\"one\"}").status == 201)
        let named = try JSONParser.parse(try folder.bytes("snapshots/one.json"))
        let own = try JSONParser.parse(try folder.bytes("snapshot.json"))
        for member in Self.members {
            #expect(own[member] != nil)
            #expect(named[member] == nil)
            #expect(try kept.control("GET /_understudy/state").json[member] == nil)
            #expect(try kept.control("GET /_understudy/snapshots/one").json[member] == nil)
        }
        #expect(own.object?.members.map(\.name).prefix(4) == ["version", "format", "sequence", "last_checksum"])
        #expect(own.object?.members.last?.name == "checksum")
    }

    @Test(arguments: [1, 2, 3, 4, 100])
    func `the seal is that of the whole, whatever the pieces`(byteCount: Int) throws {
        let text = [UInt8]("{\n\"version\": 1\n}\n".utf8)
        let pieces = stride(from: 0, to: text.count, by: byteCount).map {
            Array(text[$0..<min(text.count, $0 + byteCount)])
        }
        let sealed = try Self.sealed(pieces)
        let checksum = Checksum.text(Checksum.of([UInt8]("{\n\"version\": 1".utf8).span))
        #expect(
            String(decoding: sealed, as: UTF8.self) == "{\n\"version\": 1,\n\"checksum\": \"\(checksum)\"\n}\n")
        try SnapshotTrailer.check(sealed)
    }

    private static func sealed(_ pieces: [[UInt8]]) throws -> [UInt8] {
        var source = TextWithTrailer(Pieces(rest: pieces[...]))
        var bytes: [UInt8] = []
        while let piece = try source.nextChunk() { bytes += piece }
        return bytes
    }

    private struct Pieces: ChunkSource {
        var rest: ArraySlice<[UInt8]>
        mutating func nextChunk() -> [UInt8]? { rest.popFirst() }
    }

    @Test(arguments: [
        (
            "{\n\"version\": 2,\n\"moons\": []\n}\n",
            " was written by a newer Understudy; nothing was changed"
        ),
        (
            "{\n\"version\": 1\n}\n",
            " is damaged: its sequence number or last checksum is missing; nothing was changed"
        ),
        (
            "{\n\"version\": 1,\n\"sequence\": 0,\n\"last_checksum\": \"0A1B2C3D\"\n}\n",
            " is damaged: its sequence number or last checksum is missing; nothing was changed"
        ),
    ])
    func `one with a good seal that cannot be gone on from is refused`(text: String, reason: String) throws {
        try folder.write(try Self.sealed([Array(text.utf8)]), to: "snapshot.json")
        #expect(try refusal(text) == snapshot + reason)
    }
}
