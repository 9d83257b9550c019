import Foundation
import Testing
import UnderstudyTesting

@Suite struct ProcessTests {
    @Test(arguments: [SIGTERM, SIGINT])
    func `a signal ends the server cleanly`(signal: Int32) throws {
        let server = try RunningServer([])
        #expect(try server.stop(signal: signal) == 0)
    }

    @Test func `the start text has a curl line that works`() throws {
        let server = try RunningServer([])
        let lines = server.startText.split(separator: "\n")
        #expect(lines.last == "listening on http://127.0.0.1:\(server.port)")
        let curl = try #require(
            server.startText.range(of: #"curl -X POST .*?\n(  .*\n)+"#, options: .regularExpression))
        let command = String(server.startText[curl]).replacing("curl ", with: "curl -s ")
        let text = try ChildProcess.run(["sh", "-c", command]).output
        #expect(text.hasPrefix(#"{"app":{"id":""#))
        try server.stop()
    }

    @Test func `a port in use is said with its status`() throws {
        let server = try RunningServer([])
        let outcome = try BuiltProgram.run(["--host", "127.0.0.1", "--port", "\(server.port)"])
        #expect(outcome.status == 69)
        #expect(
            outcome.errors
                == "understudy: Port \(server.port) is in use on 127.0.0.1: stop what listens there or choose another port.\n"
        )
        try server.stop()
    }

    @Test func `the ready file holds the URL while the server runs`() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "understudy-ready-\(UUID().uuidString)")
        let server = try RunningServer(["--ready-file", file.path])
        // The file is there before the loop answers its first request.
        let client = try SocketClient(port: server.port)
        #expect(try client.exchange(Wire("GET /_understudy/ready")).status == 200)
        #expect(try String(contentsOf: file, encoding: .utf8) == "http://127.0.0.1:\(server.port)\n")
        try server.stop()
        #expect(!FileManager.default.fileExists(atPath: file.path))
    }

    @Test func `a ready file that cannot be written ends with its status`() throws {
        let outcome = try BuiltProgram.run([
            "--host", "127.0.0.1", "--port", "0", "--ready-file", "/no/such/folder/ready",
        ])
        #expect(outcome.status == 73)
        #expect(
            outcome.errors.hasSuffix(
                "/no/such/folder/ready: No such file or directory: give another path with --ready-file\n"))
    }

    @Test func `a health check asks the running server`() throws {
        let server = try RunningServer(["--control-token", "secret"])
        #expect(try BuiltProgram.run(["healthcheck", "--url", "http://127.0.0.1:\(server.port)"]).status == 0)
        #expect(try BuiltProgram.run(["healthcheck"], environment: ["UNDERSTUDY_PORT": "\(server.port)"]).status == 0)
        let other = try BuiltProgram.run(["healthcheck", "--url", "http://localhost:\(server.port)/nothing"])
        #expect(other.status == 1)
        #expect(other.errors.contains("answered 404, expected 200"))
        try server.stop()
    }

    @Test func `listening beyond loopback without a token is said`() throws {
        let server = try RunningServer(["--host", "0.0.0.0"])
        #expect(server.startText.contains("Other machines can reach the control plane without a token"))
        try server.stop()
    }
}
