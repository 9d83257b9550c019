import Glibc
import JSON
import Persistence
import Testing
import Sandboxes
import UnderstudyTesting

/// Snapshots with names, on disk and in memory.
@Suite struct NamedSnapshotTests {
    enum Place: CaseIterable, Sendable {
        case disk
        case memory
    }

    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Sends to an emulator that keeps its state there.
    private func sender(_ place: Place) throws -> (String, String) throws -> Reply {
        switch place {
        case .disk:
            let kept = try DurableEmulator(folder.path)
            return { try kept.control($0, body: $1) }
        case .memory:
            let client = try InProcessClient(seed: DurableEmulator.seed)
            return { client.control($0, body: $1) }
        }
    }

    @Test(arguments: Place.allCases)
    func `a snapshot is made, listed, read, restored and removed`(place: Place) throws {
        let send = try sender(place)
        let before = try send("GET /_understudy/state", "").body
        let made = try send("POST /_understudy/snapshots", "{\"name\":\"one\"}")
        #expect(made.status == 201)
        #expect(made.json["name"]?.string == "one")
        #expect(try send("GET /_understudy/snapshots", "").json["snapshots"]?.array?.map { $0["name"] } == ["one"])
        #expect(try send("GET /_understudy/snapshots/one", "").body == before)
        #expect(try send("PUT /_understudy/state", "{\"version\":1}").status == 200)
        #expect(try send("GET /_understudy/state", "").body != before)
        #expect(try send("POST /_understudy/snapshots/one/restore", "").description == #"200 {"status":"ok"}"#)
        #expect(try send("GET /_understudy/state", "").body == before)
        #expect(try send("DELETE /_understudy/snapshots/one", "").status == 200)
        #expect(try send("GET /_understudy/snapshots", "").body == #"{"snapshots":[]}"#)
    }

    @Test func `a symbolic link in the folder is neither read nor followed`() throws {
        let send = try sender(.disk)
        #expect(try send("POST /_understudy/snapshots", "{\"name\":\"one\"}").status == 201)
        try folder.write(Array("{\"version\":1}".utf8), to: "victim.json")
        for name in ["two.json", "three.json.new"] {
            #expect(unsafe symlink(folder.path + "/victim.json", folder.path + "/snapshots/" + name) == 0)
        }
        #expect(try send("GET /_understudy/snapshots", "").json["snapshots"]?.array?.count == 1)
        #expect(try send("GET /_understudy/snapshots/two", "").status == 404)
        #expect(try send("POST /_understudy/snapshots/two/restore", "").status == 404)
        for name in ["two", "three"] {
            #expect(try send("POST /_understudy/snapshots", "{\"name\":\"\(name)\"}").status == 201)
        }
        #expect(try String(decoding: folder.bytes("victim.json"), as: UTF8.self) == "{\"version\":1}")
        #expect(try send("GET /_understudy/snapshots", "").json["snapshots"]?.array?.count == 3)
    }

    @Test(arguments: Place.allCases)
    func `nothing is replaced unasked`(place: Place) throws {
        let send = try sender(place)
        #expect(try send("POST /_understudy/snapshots", "{\"name\":\"one\"}").status == 201)
        let first = try send("GET /_understudy/snapshots/one", "").body
        #expect(try send("PUT /_understudy/state", "{\"version\":1}").status == 200)
        let refused = try send("POST /_understudy/snapshots", "{\"name\":\"one\"}")
        #expect(refused.status == 409)
        #expect(try send("GET /_understudy/snapshots/one", "").body == first)
        #expect(try send("POST /_understudy/snapshots", "{\"name\":\"one\",\"replace\":true}").status == 201)
        #expect(try send("GET /_understudy/snapshots/one", "").body != first)
    }

    @Test(arguments: Place.allCases)
    func `a missing name is reported`(place: Place) throws {
        let send = try sender(place)
        for line in [
            "GET /_understudy/snapshots/none", "DELETE /_understudy/snapshots/none",
            "POST /_understudy/snapshots/none/restore",
        ] {
            #expect(try send(line, "").description == #"404 {"error":"There is no snapshot \"none\""}"#)
        }
    }

    @Test(arguments: ["", ".", "..", "-a", "A", "a/b", "../a", "a b", "ä", String(repeating: "a", count: 64)])
    func `a name from which no path may be made is refused`(name: String) throws {
        let send = try sender(.disk)
        let before = folder.contents
        #expect(
            try send("POST /_understudy/snapshots", "{\"name\":\"\(name)\"}").description
                == #"400 {"error":"name is \"\#(name.count > 60 ? name.prefix(59) + "…" : name + "\\\"")"#
                + #", expected a name that matches [a-z0-9][a-z0-9._-]{0,62}, such as \"before-checkout\""}"#)
        let escaped = name.utf8.map { "%" + String($0, radix: 16) }.joined()
        #expect([400, 404, 405].contains(try send("DELETE /_understudy/snapshots/\(escaped)", "").status))
        #expect(folder.contents == before)
        #expect(!NamedSnapshot.isName(name))
    }

    @Test(arguments: [
        ("{}", "name is missing, expected a string"), (#"{"name":7}"#, "name is 7, expected a string"),
        (#"{"name":"a","replace":"yes"}"#, #"replace is \"yes\", expected true or false"#),
        (
            #"{"name":"a","replaces":true}"#,
            #"replaces is true, expected no member of that name: did you mean \"replace\"?"#
        ),
    ])
    func `a body that is not as declared is refused`(body: String, problem: String) throws {
        let send = try sender(.memory)
        #expect(try send("POST /_understudy/snapshots", body).description == #"400 {"error":"\#(problem)"}"#)
        #expect(try send("GET /_understudy/snapshots", "").body == #"{"snapshots":[]}"#)
    }

    @Test(arguments: ["a", "0", "a.b-c_d", String(repeating: "a", count: 63)])
    func `a plain name is taken`(name: String) {
        #expect(NamedSnapshot.isName(name))
    }

    @Test func `what is no file is no snapshot`() throws {
        let send = try sender(.disk)
        #expect(try send("POST /_understudy/snapshots", "{\"name\":\"one\"}").status == 201)
        let snapshots = folder.path + "/snapshots"
        try SystemFiles().makeFolder(snapshots + "/folder.json")
        let made = unsafe [
            mkfifo(snapshots + "/pipe.json", 0o600), symlink("/nowhere", snapshots + "/nowhere.json"),
            symlink(snapshots + "/one.json", snapshots + "/link.json"),
        ]
        #expect(made == [0, 0, 0])
        let listed = try send("GET /_understudy/snapshots", "").json["snapshots"]?.array?.map { $0["name"]?.string }
        #expect(listed == ["one"])
        for name in ["folder", "pipe", "nowhere", "link"] {
            for line in ["GET /_understudy/snapshots/", "DELETE /_understudy/snapshots/"].map({ $0 + name })
                + ["POST /_understudy/snapshots/\(name)/restore"]
            {
                #expect(try send(line, "").description == #"404 {"error":"There is no snapshot \"\#(name)\""}"#)
            }
        }
    }

    @Test func `a snapshot of a later version is refused with a clear message`() throws {
        let send = try sender(.disk)
        #expect(try send("POST /_understudy/snapshots", "{\"name\":\"one\"}").status == 201)
        try folder.write(Array("{\"version\":3}".utf8), to: "snapshots/one.json")
        let refused = try send("POST /_understudy/snapshots/one/restore", "")
        #expect(refused.status == 409)
        #expect(refused.body.contains(#"The snapshot \"one\" is of version 3, expected 1: a newer Understudy"#))
    }

    @Test func `a snapshot that was edited badly is refused with its problems`() throws {
        let send = try sender(.disk)
        #expect(try send("POST /_understudy/snapshots", "{\"name\":\"one\"}").status == 201)
        let before = try send("GET /_understudy/state", "").body
        try folder.write(Array("{\"version\":1,\"moons\":[]}".utf8), to: "snapshots/one.json")
        let refused = try send("POST /_understudy/snapshots/one/restore", "")
        #expect(refused.status == 409)
        #expect(refused.body.contains("moons"))
        #expect(try send("GET /_understudy/state", "").body == before)
    }
}
