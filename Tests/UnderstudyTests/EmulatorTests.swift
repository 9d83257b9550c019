import Foundation
import Testing
import Understudy
import UnderstudyTesting

/// The emulator as another package's tests see it.
struct EmulatorTests {
    private static let authorization = [
        "Authorization": "Bearer cav_test_fake_key_0000000000000000000000000000000000"
    ]
    private static let body =
        #"{"name":"x","organization_id":"5b1e6a0c-0000-4000-8000-000000000001"}"#

    private func emulator(time: Int64 = 0, _ change: (String) -> String = { $0 }) throws -> Emulator {
        try Emulator(seed: change(SourceTree.text("seed/minimal.json")), time: time, randomSeed: 7)
    }

    @Test func `a request is answered`() throws {
        let reply = try emulator(time: 1_770_984_000_000)
            .send("POST", "/api/v1/apps", headers: Self.authorization, body: Self.body)
        #expect(reply.status == 201)
        #expect(reply.headers["Content-Type"] == "application/json")
        #expect(reply.body.contains(#""created_at":"2026-02-13T12:00:00Z""#))
    }

    @Test func `the same random seed makes the same ids`() throws {
        let replies = try (0..<2).map { _ in
            try emulator().send(
                "POST", "/api/v1/apps", headers: Self.authorization, body: Self.body)
        }
        #expect(replies[0] == replies[1])
    }

    @Test func `a query is no part of the path`() throws {
        #expect(try emulator().send("POST", "/api/v1/apps?x=1?y").status == 401)
        #expect(try emulator().send("POST", "/api/v1/apps?").status == 401)
    }

    @Test(arguments: ["", "?", "/", "//", "/%", "/api/v1/é", "*", "/api/v1/apps\r\n"])
    func `no target ends the process`(target: String) throws {
        #expect(try emulator().send("GET", target).status == 404)
    }

    @Test func `the control plane is part of it`() throws {
        let emulator = try emulator()
        #expect(
            emulator.send("GET", "/_understudy/clock").body
                == #"{"now":"1970-01-01T00:00:00Z","mode":"frozen"}"#)
        _ = emulator.send("POST", "/api/v1/apps", headers: Self.authorization, body: Self.body)
        let changed = emulator.send("GET", "/_understudy/state").body
        #expect(emulator.send("POST", "/_understudy/reset").body == #"{"status":"ok"}"#)
        #expect(emulator.send("GET", "/_understudy/state").body != changed)
    }

    /// The example of the README.
    @Test func `a sandbox has a world, a clock and limits of its own`() throws {
        let emulator = try Emulator(time: 1_770_984_000_000)
        let sandbox = try emulator.makeSandbox(#"{"name":"a"}"#)
        sandbox.advanceClock(milliseconds: 60_000)
        #expect(sandbox.control("GET", "/clock").body.contains("12:01:00"))
        #expect(emulator.control("GET", "/clock").body.contains("12:00:00"))
        let before = sandbox.control("GET", "/state").body
        let path = "/_understudy/cavos/users/grace@example.com"
        let changed = sandbox.send("PATCH", path, body: #"{"plan":"scale"}"#)
        #expect(changed.status == 200)
        #expect(sandbox.control("GET", "/state").body != before)
        #expect(emulator.control("GET", "/state").body == before)
        sandbox.reset()
        #expect(sandbox.control("GET", "/state").body == before)
        #expect(sandbox.control("GET", "/clock").body.contains("12:00:00"))
        #expect(throws: Emulator.SandboxRefused.self) { try emulator.makeSandbox(#"{"name":"a"}"#) }
        #expect(throws: Emulator.SandboxRefused.self) { try emulator.makeSandbox("{") }
        #expect(try emulator.makeSandbox().control("GET", "/clock").body.contains("12:00:00"))
    }

    @Test func `the demo is built in, with a clock that follows the system's`() throws {
        let emulator = try Emulator()
        #expect(Seed.demo == (try SourceTree.text("seed/demo.json")))
        let headers = ["authorization": "ak_demo_fake_ada_all"]
        #expect(emulator.send("GET", "/organization/", headers: headers).status == 200)
        #expect(emulator.send("GET", "/_understudy/clock").body.contains(#""mode":"running""#))
        // A key that has expired does not work.
        let expired = emulator.send(
            "GET", "/organization/", headers: ["authorization": "ak_demo_fake_ada_expired"])
        #expect(expired.status == 401 || expired.status == 400)
        let before = emulator.send("GET", "/_understudy/clock").body
        emulator.advanceClock(milliseconds: 86_400_000)
        #expect(emulator.send("GET", "/_understudy/clock").body > before)
    }

    @Test func `a body to the control plane is JSON unless a header says otherwise`() throws {
        let emulator = try emulator()
        let body = #"{"advance_seconds":60}"#
        #expect(
            emulator.send("PUT", "/_understudy/clock", body: body).body.contains(
                "1970-01-01T00:01:00Z"))
        let text = ["Content-Type": "text/plain"]
        #expect(emulator.send("PUT", "/_understudy/clock", headers: text, body: body).status == 415)
    }

    @Test(arguments: ["seed/demo.json", "demo.json", "/tmp/seed"])
    func `a path for a seed is said to be one`(path: String) {
        let error = #expect(throws: Emulator.InvalidSeed.self) { try Emulator(seed: path) }
        #expect(
            error?.problems == [
                "the seed is \"\(path)\", which looks like a path: give its text, such as Seed.demo"
            ])
    }

    @Test func `a host chooses the service`() throws {
        let reply = try emulator().send("GET", "/nothing", headers: ["host": "WWW.cavos.xyz:443"])
        #expect(reply.status == 404)
        #expect(reply.headers["Access-Control-Allow-Origin"] == "*")
    }

    @Test func `the clock moves only when it is told to, and rate windows pass`() throws {
        let emulator = try emulator {
            $0.replacing(
                #""version": 1,"#,
                with:
                    #""version": 1, "plans": [{"service":"cavos","id":"developer","requests_per_minute":1}],"#
            )
        }
        func status() -> Int {
            emulator.send("POST", "/api/v1/apps", headers: Self.authorization).status
        }
        #expect(status() == 400)
        #expect(status() == 429)
        emulator.advanceClock(milliseconds: 59_999)
        #expect(status() == 429)
        emulator.advanceClock(milliseconds: 1)
        #expect(status() == 400)
    }

    @Test(arguments: [Int64.min, .max])
    func `a time that cannot be written is clamped`(time: Int64) throws {
        let reply = try emulator(time: time)
            .send("POST", "/api/v1/apps", headers: Self.authorization, body: Self.body)
        #expect(reply.body.contains(time < 0 ? "0000-01-01T00:00:00Z" : "9999-12-31T23:59:59Z"))
    }

    @Test func `a bad seed is refused with all its problems`() throws {
        let error = try #require(throws: Emulator.InvalidSeed.self) {
            try Emulator(seed: "{\"users\":[\n{\"email\":\"no\"}]}")
        }
        #expect(
            error.problems == [
                "1: version is missing, expected 1",
                #"2: users[0].email is "no", expected an e-mail address such as "ada@example.com""#,
            ])
        #expect(error.description == error.problems.joined(separator: "\n"))
    }

    @Test
    func
        `a state on disk is there for the next emulator, and a folder in use or unusable is refused`()
        throws
    {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "understudy-library-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let seed = try SourceTree.text("seed/minimal.json")
        var first: Emulator? = try Emulator(
            dataDirectory: folder.path, seed: seed, time: 1_770_984_000_000)
        let created = first?.send(
            "POST", "/api/v1/apps", headers: Self.authorization, body: Self.body)
        #expect(created?.status == 201)
        let state = first?.send("GET", "/_understudy/state").body
        #expect(throws: Emulator.UnusableDataDirectory.self) {
            try Emulator(dataDirectory: folder.path, seed: seed)
        }
        first?.close()
        first = nil
        let second = try Emulator(dataDirectory: folder.path, seed: seed, time: 1_770_984_000_000)
        #expect(second.send("GET", "/_understudy/state").body == state)
        second.close()
        let error = #expect(throws: Emulator.UnusableDataDirectory.self) {
            try Emulator(dataDirectory: "/dev/null/x", seed: seed)
        }
        #expect(error?.description.hasPrefix("/dev/null/x") == true)
        #expect(error?.description.contains("--") == false)
    }

    @Test(arguments: [
        (#"{"status":503,"delay_ms":5}"#, 503, 31, Emulator.Reply.Manner.complete, 5),
        (#"{"drop":true}"#, 0, 0, .dropped, 0), (#"{"reset":true,"delay_ms":1}"#, 0, 0, .reset, 1),
        (#"{"truncate_after_bytes":7}"#, 400, 7, .truncated(afterBytes: 7), 0),
        (#"{"bytes_per_second":9}"#, 400, 28, .paced(bytesPerSecond: 9), 0),
    ])
    func `a reply shows what a fault rule does to it`(
        then: String, status: Int, byteCount: Int, manner: Emulator.Reply.Manner, delay: Int
    ) throws {
        let emulator = try emulator()
        let rule = #"{"match":{"service":"cavos"},"then":\#(then)}"#
        #expect(emulator.send("POST", "/_understudy/faults", body: rule).status == 201)
        let reply = emulator.send("POST", "/api/v1/apps", headers: Self.authorization, body: "{}")
        #expect(reply.status == status)
        #expect(reply.body.utf8.count == byteCount)
        #expect(reply.manner == manner)
        #expect(reply.delayMilliseconds == delay)
        #expect(reply.headers.isEmpty == (status == 0))
    }
}
