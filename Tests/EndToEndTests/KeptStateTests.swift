import Foundation
import JSON
import Testing
import UnderstudyTesting

/// The state of the built program from one process to the next.
@Suite struct KeptStateTests {
    private let folder: TemporaryDirectory
    private static let key = "cav_demo_fake_lantern_ci_000000000000000000000000000"
    private static let organization = "a1d4c7e0-1111-4a3b-8c5d-0e6f7a8b9c01"

    init() throws {
        folder = try TemporaryDirectory()
    }

    private var data: String { folder.path + "/state" }

    private func start(_ arguments: String...) throws -> RunningServer {
        try RunningServer(["--data-dir", data] + arguments)
    }

    private func create(_ server: RunningServer, _ name: String) throws -> Reply {
        let fields = ["Authorization: Bearer \(Self.key)", "Content-Type: application/json"]
        let body = "{\"name\":\"\(name)\",\"organization_id\":\"\(Self.organization)\"}"
        return try SocketClient(port: server.port).exchange(
            Wire("POST /api/v1/apps", fields, body: body))
    }

    private func apps(_ server: RunningServer) throws -> [String] {
        let reply = try SocketClient(port: server.port).exchange(
            Wire("GET /_understudy/cavos/apps"))
        return reply.json["apps"]?.array?.compactMap { $0["name"]?.string } ?? []
    }

    private var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: data)) ?? []).sorted()
    }

    @Test func `what was acknowledged is there after SIGKILL and the start line says from where`()
        throws
    {
        let first = try start()
        #expect(first.startText.contains("State is stored in \(data)."))
        #expect(try create(first, "Survivor").status == 201)
        try first.stop(signal: SIGKILL)
        #expect(names == ["journal-000000000001.ndjson", "lock", "snapshot.json"])
        let second = try start()
        #expect(
            second.startText.contains(
                "Restored from the snapshot at change 0 and 1 journal record; "))
        #expect(
            second.startText.contains("seed/demo.json was not applied (--fresh starts from it)."))
        #expect(try apps(second).contains("Survivor"))
    }

    @Test(arguments: [SIGKILL, SIGTERM])
    func `the default sandbox is there after a restart, and none of the others`(signal: Int32)
        throws
    {
        let first = try start()
        let made = try SocketClient(port: first.port).exchange(
            Wire(
                "POST /_understudy/sandboxes", ["Content-Type: application/json"],
                body: #"{"name":"a"}"#))
        #expect(made.status == 201)
        #expect(try create(first, "Survivor").status == 201)
        try first.stop(signal: signal)
        let second = try start()
        #expect(try apps(second).contains("Survivor"))
        let gone = try SocketClient(port: second.port).exchange(
            Wire("GET /_sandbox/a/_understudy/state"))
        #expect(gone.status == 404)
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func `a graceful stop leaves a snapshot and a journal without changes`(signal: Int32) throws {
        let first = try start()
        #expect(try create(first, "Survivor").status == 201)
        #expect(try first.stop(signal: signal) == 0)
        #expect(names == ["journal-000000000002.ndjson", "lock", "snapshot.json"])
        let journal = try Data(contentsOf: URL(filePath: data + "/journal-000000000002.ndjson"))
        #expect(journal.starts(with: Data("{\"format\":3,\"first\":2,".utf8)))
        #expect(journal.count { $0 == UInt8(ascii: "\n") } == 1)
        let second = try start()
        #expect(
            second.startText.contains(
                "Restored from the snapshot at change 1 and 0 journal records; "))
        #expect(try apps(second).contains("Survivor"))
    }

    @Test func `files are for their owner alone`() throws {
        let server = try start()
        #expect(try create(server, "Private").status == 201)
        let folderMode =
            try FileManager.default.attributesOfItem(atPath: data)[.posixPermissions] as? Int
        #expect(folderMode == 0o700)
        for name in names {
            let mode =
                try FileManager.default.attributesOfItem(atPath: data + "/" + name)[
                    .posixPermissions] as? Int
            #expect(mode == 0o600, "\(name)")
        }
    }

    @Test func `starting afresh puts the old state aside`() throws {
        let first = try start()
        #expect(try create(first, "Old").status == 201)
        try first.stop()
        let second = try start("--fresh")
        #expect(try !apps(second).contains("Old"))
        let aside = try #require(names.first { $0.hasPrefix("before-") })
        #expect(second.startText.contains("The earlier state was moved to \(data)/\(aside)."))
        try second.stop()
        let old = try RunningServer(["--data-dir", data + "/" + aside])
        #expect(try apps(old).contains("Old"))
    }

    /// The names and bytes of what is kept.
    private var files: [String: Data] {
        var files: [String: Data] = [:]
        for name in FileManager.default.enumerator(atPath: data)?.compactMap({ $0 as? String })
            ?? []
        where name != "lock" {
            files[name] = FileManager.default.contents(atPath: data + "/" + name)
        }
        return files
    }

    @Test func `a start that cannot write its ready file leaves the state as it was`() throws {
        let server = try start()
        #expect(try create(server, "Kept").status == 201)
        try server.stop(signal: SIGKILL)
        let before = files
        let arguments = ["--host", "127.0.0.1", "--port", "0", "--data-dir", data, "--fresh"]
        let outcome = try BuiltProgram.run(arguments + ["--ready-file", data + "/none/ready"])
        #expect(outcome.status == 73)
        #expect(outcome.errors.contains("give another path with --ready-file"))
        #expect(files == before)
        #expect(try apps(try start()).contains("Kept"))
    }

    @Test(arguments: [[], ["--fresh"]])
    func `a start that finds its port in use leaves the state as it was`(fresh: [String]) throws {
        let other = try RunningServer([])
        let arguments =
            ["--host", "127.0.0.1", "--port", "\(other.port)", "--data-dir", data] + fresh
        let first = try BuiltProgram.run(arguments)
        #expect(first.status == 69)
        #expect(names == ["lock"])
        let server = try start()
        #expect(try create(server, "Kept").status == 201)
        try server.stop(signal: SIGKILL)
        let before = files
        #expect(before.count == 2)
        let second = try BuiltProgram.run(arguments)
        #expect(second.status == 69)
        #expect(files == before)
        #expect(try apps(try start()).contains("Kept"))
    }

    @Test func `a start where there is no state but earlier one says so`() throws {
        try start().stop()
        let second = try start("--fresh")
        let aside = try #require(names.first { $0.hasPrefix("before-") })
        try second.stop()
        for name in names where name != aside {
            try FileManager.default.removeItem(atPath: data + "/" + name)
        }
        let third = try start()
        #expect(third.startText.contains("\nEarlier states are in \(data)/\(aside).\n"))
        try third.stop()
        #expect(try !start().startText.contains("Earlier states"))
    }

    @Test func `a second process is refused and named the first`() throws {
        let first = try start()
        let second = try BuiltProgram.run(["--port", "0", "--data-dir", data])
        #expect(second.status == 73)
        #expect(
            second.errors == "understudy: \(data) is in use by process \(first.processIdentifier): "
                + "stop that one, or give another folder with --data-dir\n")
        #expect(try create(first, "Still here").status == 201)
    }

    @Test func `damaged state stops the start and is left alone`() throws {
        let first = try start()
        for name in ["a", "b", "c"] { #expect(try create(first, name).status == 201) }
        try first.stop(signal: SIGKILL)
        let journal = URL(filePath: data + "/journal-000000000001.ndjson")
        var bytes = try Data(contentsOf: journal)
        bytes[30] ^= 1
        try bytes.write(to: journal)
        let outcome = try BuiltProgram.run(["--port", "0", "--data-dir", data])
        #expect(outcome.status == 65)
        #expect(outcome.errors.hasPrefix("understudy: \(journal.path()):1 is damaged: "))
        #expect(outcome.errors.contains("--fresh"))
        #expect(try Data(contentsOf: journal) == bytes)
    }

    @Test func `a torn end is cut off and said`() throws {
        let first = try start()
        for name in ["a", "b"] { #expect(try create(first, name).status == 201) }
        try first.stop(signal: SIGKILL)
        let journal = URL(filePath: data + "/journal-000000000001.ndjson")
        let bytes = try Data(contentsOf: journal)
        try bytes.dropLast(3).write(to: journal)
        let second = try start("--log-format", "text")
        #expect(
            second.startText.contains(
                "Restored from the snapshot at change 0 and 1 journal record; "))
        #expect(try apps(second).contains("a"))
        #expect(try !apps(second).contains("b"))
        let torn = try Data(contentsOf: URL(filePath: data + "/torn-000000000001.ndjson"))
        #expect(bytes.dropLast(3).suffix(torn.count) == torn)
        #expect(torn.starts(with: Data("{\"sequence\":2,".utf8)))
    }

    @Test
    func `the newest three earlier states are left, and the start names those that it removed`()
        throws
    {
        var asides: [String] = []
        for number in 0..<5 {
            let server = try start("--fresh")
            #expect(server.startText.contains("The earlier state was moved to ") == (number > 0))
            let removed =
                number < 4
                ? nil : "Only the newest 3 earlier states are left; removed: \(data)/\(asides[0])."
            #expect(server.startText.contains("removed: ") == (removed != nil))
            if let removed { #expect(server.startText.contains(removed)) }
            asides += names.filter { $0.hasPrefix("before-") && !asides.contains($0) }.sorted()
            try server.stop(signal: SIGKILL)
        }
        #expect(asides.count == 4)
        #expect(names.filter { $0.hasPrefix("before-") } == Array(asides.dropFirst()))
    }

    @Test func `connections that use up all descriptors do not keep changes from being written`()
        throws
    {
        let server = try RunningServer(
            ["--data-dir", data], launcher: ["prlimit", "--nofile=64:64"])
        #expect(try create(server, "before").status == 201)
        var idle: [Client] = []
        for _ in 0..<80 { idle.append(Client(try SocketClient(port: server.port))) }
        var created = 0
        for (number, idle) in idle.enumerated() {
            let wire = Wire("GET /_understudy/ready")
            guard (try? idle.socket.exchange(wire))?.status == 200 else { continue }
            let fields = ["Authorization: Bearer \(Self.key)", "Content-Type: application/json"]
            let body = #"{"name":"\#(number)","organization_id":"\#(Self.organization)"}"#
            #expect(
                try idle.socket.exchange(Wire("POST /api/v1/apps", fields, body: body)).status
                    == 201)
            let snapshot = Wire(
                "POST /_understudy/snapshots", ["Content-Type: application/json"],
                body: #"{"name":"s\#(number)"}"#)
            #expect(try idle.socket.exchange(snapshot).status == 201)
            created += 1
        }
        #expect(created >= 20)
        withExtendedLifetime(idle) {}
    }

    @Test func `a folder that cannot be made is refused`() throws {
        let outcome = try BuiltProgram.run(["--port", "0", "--data-dir", "/dev/null/state"])
        #expect(outcome.status == 73)
        #expect(
            outcome.errors == "understudy: /dev/null/state: Not a directory: "
                + "give a folder that can be written with --data-dir, or keep nothing with --ephemeral\n"
        )
    }

    /// Words that run a program without a superuser's rights; nil where that cannot be had.
    private static let plainUser: [String]? = {
        if geteuid() != 0 { return [] }
        let launcher = ["unshare", "-U"]
        if (try? BuiltProgram.run(["--version"], launcher: launcher))?.status == 0 {
            return launcher
        }
        print(
            "skipped: as root, files are readable whatever their mode, and unshare -U is not to be had here"
        )
        return nil
    }()

    @Test(.enabled(if: plainUser != nil, "as root, files are readable whatever their mode"))
    func `state that may not be read stops the start, which says so`() throws {
        let first = try start()
        #expect(try create(first, "Kept").status == 201)
        try first.stop(signal: SIGKILL)
        for name in ["snapshot.json", "journal-000000000001.ndjson"] {
            let path = data + "/" + name
            try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
            let outcome = try BuiltProgram.run(
                ["--port", "0", "--data-dir", data], launcher: Self.plainUser ?? [])
            #expect(outcome.status == 73)
            #expect(
                outcome.errors == "understudy: \(path): Permission denied; "
                    + "nothing was changed: let the user of this process read it (chown, chmod)\n")
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        }
        #expect(try apps(try start()).contains("Kept"))
    }

    @Test func `stored state needs no seed file, and a reset then says that there is none`() throws {
        let seed = try TemporaryFile(SourceTree.text("seed/demo.json"))
        let path = seed.path
        let first = try start("--seed", path)
        #expect(try create(first, "Kept").status == 201)
        try first.stop(signal: SIGKILL)
        try FileManager.default.removeItem(atPath: path)
        let second = try start("--seed", path)
        #expect(
            second.startText.contains("\(path) does not exist, so there is no seed to reset to."))
        #expect(try apps(second).contains("Kept"))
        let reset = try SocketClient(port: second.port).exchange(Wire("POST /_understudy/reset"))
        #expect(reset.status == 409)
        #expect(try create(second, "Later").status == 201)
        try second.stop()
        let third = try start("--seed", path)
        #expect(try apps(third).contains("Later"))
    }

    @Test(arguments: [["--fresh"], ["--ephemeral"], []])
    func `a start that needs the seed is refused without its file and leaves the state as it was`(
        arguments: [String]
    ) throws {
        let place = arguments == ["--ephemeral"] ? [] : ["--data-dir", data]
        if arguments == ["--fresh"] {
            let first = try start()
            #expect(try create(first, "Kept").status == 201)
            try first.stop(signal: SIGKILL)
        }
        let before = files
        let outcome = try BuiltProgram.run(
            ["--port", "0", "--seed", "no/such.json"] + place + arguments)
        #expect(outcome.status == 65)
        #expect(outcome.errors.hasPrefix("understudy: no/such.json: No such file or directory: "))
        #expect(files == before)
        #expect(arguments == ["--fresh"] || !FileManager.default.fileExists(atPath: data))
    }

    @Test func `a folder without state is refused without the seed's file`() throws {
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        try Data().write(to: URL(filePath: data + "/notes.txt"))
        let outcome = try BuiltProgram.run([
            "--port", "0", "--seed", "no/such.json", "--data-dir", data,
        ])
        #expect(outcome.status == 65)
        #expect(names == ["lock", "notes.txt"])
    }

    @Test func `with a random seed the ids continue after SIGKILL as without it`() throws {
        let arguments = ["--random-seed", "7", "--clock", "2026-02-13T12:00:00Z"]
        let steady = try RunningServer(arguments)
        for number in 1...3 {
            let server = try RunningServer(["--data-dir", data] + arguments)
            #expect(try create(server, "\(number)") == create(steady, "\(number)"))
            try server.stop(signal: number == 2 ? SIGTERM : SIGKILL)
        }
    }

    @Test func `an export of a large state is streamed and complete`() throws {
        let server = try start()
        let client = try SocketClient(port: server.port)
        try client.send(Wire("GET /_understudy/state", ["Connection: close"]).bytes)
        let text = String(decoding: try client.receiveAll(), as: UTF8.self)
        #expect(text.contains("Transfer-Encoding: chunked"))
        #expect(text.hasSuffix("\r\n0\r\n\r\n"))
    }
}

/// A client that stays connected.
private final class Client {
    let socket: SocketClient

    init(_ socket: consuming SocketClient) {
        self.socket = socket
    }
}

/// A folder that is gone when the test is done.
private final class TemporaryDirectory {
    let path = FileManager.default.temporaryDirectory.appending(
        path: "understudy-\(UUID().uuidString)"
    ).path

    init() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
