import Foundation
import Testing
import UnderstudyTesting

@Suite struct LogTests {
    private static let nonsense = Array("NONSENSE\r\n\r\n".utf8)

    @Test func `a log that nobody reads does not stop the server`() throws {
        // A pipe holds 64 KiB of it.
        let server = try RunningServer([], logReader: .nobody)
        for _ in 0..<1500 {
            let client = try SocketClient(port: server.port)
            try client.send(Self.nonsense)
            #expect(try client.receive().status == 400)
        }
        #expect(try server.stop() == 0)
    }

    /// Sends requests to a server and returns its log.
    private func log(of requests: [Wire]) throws -> String {
        let server = try ChildProcess(
            [BuiltProgram.url.path, "--host", "127.0.0.1", "--port", "0", "--ephemeral"], environment: [:])
        let port = try server.waitForOutput("a URL") { text in
            text.firstMatch(of: #/listening on http://127\.0\.0\.1:(\d+)\n/#).flatMap { UInt16($0.1) }
        }
        let client = try SocketClient(port: port)
        for request in requests { _ = try client.exchange(request) }
        server.send(SIGTERM)
        return try server.finish().errors
    }

    @Test func `an operation that is not emulated is said with the nearest ones, and counted`() throws {
        let unknown = Wire("GET /v1/organizations/org_demo_moth/backups")
        let lines = try log(of: Array(repeating: unknown, count: 11)).split(separator: "\n").filter {
            $0.contains("not emulated")
        }
        #expect(lines.count == 2)
        #expect(lines.first?.contains(" warn this operation is not emulated; the nearest are: GET /v1/organi") == true)
        #expect(lines.first?.contains("path=/v1/organizations/org_demo_moth/backups service=capydb times=1") == true)
        #expect(lines.last?.hasSuffix("times=10") == true)
    }

    @Test func `an operation with another method, and an unknown one of the control plane, are said`() throws {
        let text = try log(of: [
            Wire("DELETE /api/v1/apps"), Wire("GET /_understudy/clocks"), Wire("OPTIONS /api/v1/apps"),
        ])
        #expect(text.contains("the nearest are: POST /api/v1/apps method=DELETE host=localhost path=/api/v1/apps"))
        #expect(text.contains("the nearest are: GET /clock, "))
        #expect(!text.contains("OPTIONS"))
    }

    @Test func `a path with an empty segment is said to come from the base URL`() throws {
        let text = try log(of: [Wire("GET //organization/"), Wire("GET /api//v1/apps")])
        let hint =
            "is not emulated: the path has an empty segment; does the client's base URL end in a slash? method=GET"
        #expect(text.split(separator: "\n").count { $0.contains(hint) } == 2)
    }

    @Test func `a refusal of the control plane is said with its remedy`() throws {
        let text = try log(of: [
            Wire("GET /_understudy/clock", ["Host: docker:32768"]), Wire("PUT /_understudy/clock", body: "{}"),
            Wire("GET /_understudy/clock", ["Origin: http://a.test"]),
            Wire("GET /_understudy/health", ["Host: docker"]),
        ])
        #expect(text.contains("its host name is unknown; allow it with --control-host docker method=GET host=docker"))
        #expect(text.contains("refused a request: its body needs \"Content-Type: application/json\" method=PUT"))
        #expect(text.contains("refused a request: a page of another origin sent it;"))
        #expect(text.split(separator: "\n").count { $0.contains("refused") } == 3)
    }

    @Test func `a path that no service serves is cut, and said less and less often`() throws {
        let long = Wire("GET /nothing/" + String(repeating: "x", count: 5_000))
        let text = try log(of: Array(repeating: long, count: 11) + [Wire("GET /other")])
        let lines = text.split(separator: "\n").filter { $0.contains("no service serves this path") }
        #expect(lines.count == 3)
        #expect(lines.first?.hasSuffix("xxx… times=1") == true)
        #expect(lines.allSatisfy { $0.utf8.count < 600 })
        #expect(lines.dropFirst().first?.hasSuffix("times=10") == true)
        #expect(lines.last?.hasSuffix("path=/other times=1") == true)
    }

    @Test func `an unknown sandbox and a refusal of the control plane are said less and less often`() throws {
        let unknown = Wire("GET /_sandbox/nobody/x")
        let refused = Wire("GET /_understudy/clock", ["Host: docker"])
        let text = try log(of: Array(repeating: unknown, count: 9) + Array(repeating: refused, count: 9))
        let lines = text.split(separator: "\n").filter { $0.contains(" warn ") }
        #expect(lines.count { $0.contains("there is no sandbox") } == 1)
        #expect(lines.count { $0.contains("refused a request") } == 1)
    }

    @Test func `a log whose reader has gone does not end the server`() throws {
        let server = try RunningServer([], logReader: .nobody)
        server.closeLog()
        for _ in 0..<3 {
            let client = try SocketClient(port: server.port)
            try client.send(Self.nonsense)
            #expect(try client.receive().status == 400)
        }
        #expect(try server.stop() == 0)
    }
}
