import Foundation
import JSON
import Testing
import UnderstudyTesting

/// The built program on a disk that is really full.
@Suite(.enabled(if: SmallDisk.obstacle == nil, "no namespace with a file system of its own can be had here"))
struct FullDiskTests {
    private let disk: SmallDisk

    init() throws {
        disk = try SmallDisk()
    }

    private func start(_ arguments: String...) throws -> RunningServer {
        try RunningServer(["--data-dir", disk.path + "/state"] + arguments, launcher: disk.launcher)
    }

    /// What writes something to each service, and the answer when it could not be kept.
    private static let writes: [(name: String, line: String, key: String, body: String, refusal: String)] = [
        (
            "cavos", "POST /api/v1/apps", "Authorization: Bearer cav_demo_fake_lantern_ci_000000000000000000000000000",
            ##"{"name":"App #","organization_id":"a1d4c7e0-1111-4a3b-8c5d-0e6f7a8b9c01"}"##,
            #"500 {"error":"Internal server error"}"#
        ),
        (
            "capgo", "POST /apikey/", "Authorization: ak_demo_fake_ada_all", ##"{"name":"Key #","mode":"read"}"##,
            #"500 {"error":"Internal server error","status":"KO"}"#
        ),
        (
            "capydb", "POST /v1/organizations/org_demo_lantern/api-keys",
            "Authorization: Bearer capy_live_mgmt_demo_fake_0000000000000000000000000000",
            ##"{"name":"key #","scopes":["projects:read"]}"##, #"500 {"error":"internal server error"}"#
        ),
    ]

    /// Writes until the service says that it cannot be kept.
    ///
    /// - Returns: how many writes were acknowledged, and the first answer that was none.
    private func writeUntilRefused(_ server: RunningServer, service: String) throws -> (count: Int, refusal: String) {
        let write = try #require(Self.writes.first { $0.name == service })
        var count = 0
        while true {
            let body = write.body.replacing("#", with: "\(count)")
            let fields = [write.key, "Content-Type: application/json"]
            let reply = try SocketClient(port: server.port).exchange(Wire(write.line, fields, body: body))
            guard 200..<300 ~= reply.status else { return (count, reply.description) }
            count += 1
        }
    }

    private func get(_ server: RunningServer, _ path: String) throws -> Reply {
        try SocketClient(port: server.port).exchange(Wire("GET /_understudy/" + path))
    }

    /// The whole state; to an older client it is sent in one piece, ended by the connection's end.
    private func state(_ server: RunningServer) throws -> String {
        let client = try SocketClient(port: server.port)
        try client.send(Array("GET /_understudy/state HTTP/1.0\r\nHost: localhost\r\n\r\n".utf8))
        let answer = String(decoding: try client.receiveAll(), as: UTF8.self)
        return try String(answer[#require(answer.range(of: "\r\n\r\n")).upperBound...])
    }

    /// How many entities of each written kind there are.
    private func counts(_ server: RunningServer) throws -> [Int?] {
        let state = try JSONParser.parse(Array(state(server).utf8))
        return [("cavos", "apps"), ("capgo", "api_keys"), ("capydb", "api_keys")].map {
            state[$0]?[$1]?.array?.count
        }
    }

    @Test func `acknowledged changes are stored, refused ones are not, and reads still work`() throws {
        let server = try start()
        var expected = try counts(server).map { try #require($0) }
        for round in 1...2 {
            try disk.fill()
            for (index, write) in Self.writes.enumerated() {
                let (count, refusal) = try writeUntilRefused(server, service: write.name)
                #expect(refusal == write.refusal, "round \(round)")
                expected[index] += count
            }
            let health = try get(server, "health").json
            #expect(health["status"] == "degraded")
            #expect(health["reason"] == "changes are refused: No space left on device")
            let check = try BuiltProgram.run(["healthcheck", "--url", "http://127.0.0.1:\(server.port)"])
            #expect(check.status == 0)
            #expect(check.errors == "understudy: degraded: changes are refused: No space left on device\n")
            let strict = try BuiltProgram.run(["healthcheck", "--strict", "--url", "http://127.0.0.1:\(server.port)"])
            #expect(strict.status == 1)
            #expect(strict.errors == check.errors)
            #expect(try counts(server) == expected)
            try disk.free()
            let body = #"{"name":"Room","organization_id":"a1d4c7e0-1111-4a3b-8c5d-0e6f7a8b9c01"}"#
            let write = Wire(Self.writes[0].line, [Self.writes[0].key, "Content-Type: application/json"], body: body)
            #expect(try SocketClient(port: server.port).exchange(write).status == 201)
            expected[0] += 1
            #expect(try get(server, "health").json["status"] == "ok")
        }
        let world = try state(server)
        try server.stop(signal: SIGKILL)
        let again = try start()
        #expect(try state(again) == world)
        #expect(try counts(again) == expected)
    }

    @Test func `what was refused does not come back after a crash on the full disk`() throws {
        let server = try start()
        try disk.fill()
        #expect(try writeUntilRefused(server, service: "cavos").refusal == Self.writes[0].refusal)
        let world = try state(server)
        try server.stop(signal: SIGKILL)
        let again = try start()
        #expect(try state(again) == world)
        #expect(try again.stop() == 0)
        try disk.free()
        #expect(try state(try start()) == world)
    }

    @Test(arguments: [true, false])
    func `a fresh start on a full disk leaves the stored state unchanged`(isGraceful: Bool) throws {
        let server = try start()
        let write = Wire(
            Self.writes[0].line, [Self.writes[0].key, "Content-Type: application/json"], body: Self.writes[0].body)
        #expect(try SocketClient(port: server.port).exchange(write).status == 201)
        let world = try state(server)
        try server.stop(signal: isGraceful ? SIGTERM : SIGKILL)
        try disk.fill()
        let before = try names()
        let outcome = try BuiltProgram.run(
            ["--port", "0", "--data-dir", disk.path + "/state", "--fresh"], launcher: disk.launcher)
        #expect(outcome.status == 73)
        #expect(
            outcome.errors == "understudy: \(disk.path)/state/snapshot.json.new: No space left on device: "
                + "make room there, or give another folder with --data-dir\n")
        #expect(try names() == before)
        try disk.free()
        #expect(try state(try start()) == world)
    }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: disk.file("state").path).sorted()
    }
}
