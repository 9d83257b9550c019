import Foundation
import JSON
import Testing
import UnderstudyTesting

/// Starts in unusual surroundings.
@Suite struct StartTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "understudy-start-\(UUID().uuidString)")

    /// Runs a server by a shell that changes its descriptors, until it says that it is ready, then stops it.
    private func serve(_ redirections: String, _ arguments: [String], readyWhen word: String) throws -> String {
        let script = "exec \"$0\" --host 127.0.0.1 --port 0 \"$@\" \(redirections)"
        let child = try ChildProcess(["sh", "-c", script, BuiltProgram.url.path] + arguments, environment: [:])
        let text = try child.waitForOutput(word) { $0.contains(word) && $0.hasSuffix("\n") ? $0 : nil }
        child.send(SIGTERM)
        #expect(try child.finish().status == 0)
        return text
    }

    @Test(arguments: ["2>&1 >&-", "2>&-", "<&-", "0<&- 2>&-"])
    func `a server without standard streams writes nothing into its files`(redirections: String) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let arguments = ["--data-dir", folder.path, "--log-format", redirections.contains(">&1") ? "json" : "text"]
        let word = redirections.contains(">&1") ? "\"started\"" : "listening on "
        _ = try serve(redirections, arguments, readyWhen: word)
        let lock = try String(contentsOf: folder.appending(path: "lock"), encoding: .utf8)
        #expect(!lock.contains("nderstudy") && !lock.contains("listening"))
        _ = try serve("", ["--data-dir", folder.path], readyWhen: "listening on ")
    }

    @Test func `a start that fails removes the URL of an earlier server`() throws {
        let file = try TemporaryFile("http://127.0.0.1:9\n")
        let outcome = try BuiltProgram.run(["--port", "0", "--ready-file", file.path, "--seed", "/no/such.json"])
        #expect(outcome.status == 65)
        #expect(!FileManager.default.fileExists(atPath: file.path))
    }

    @Test(arguments: [
        ["--ready-file", "PATH", "--port", "no"], ["--port", "no", "--ready-file=PATH"],
        ["serve", "--prot", "1", "--ready-file", "PATH"], ["--ready-file", "PATH", "--clock"],
        ["--port", "no"],
    ])
    func `a refused command line removes the URL of an earlier server`(arguments: [String]) throws {
        let file = try TemporaryFile("http://127.0.0.1:9\n")
        let variables = arguments == ["--port", "no"] ? ["UNDERSTUDY_READY_FILE": file.path] : [:]
        let outcome = try BuiltProgram.run(
            arguments.map { $0.replacing("PATH", with: file.path) }, environment: variables)
        #expect(outcome.status == 64)
        #expect(!FileManager.default.fileExists(atPath: file.path))
    }

    @Test(arguments: [["healthcheck", "--nothing"], ["check"], ["nothing"]])
    func `another command leaves the ready file, whatever its errors`(arguments: [String]) throws {
        let file = try TemporaryFile("http://127.0.0.1:9\n")
        let outcome = try BuiltProgram.run(arguments, environment: ["UNDERSTUDY_READY_FILE": file.path])
        #expect(outcome.status == 64)
        #expect(FileManager.default.fileExists(atPath: file.path))
    }

    @Test func `the ready file replaces a link beside it, and does not follow it`() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (file, victim) = (folder.appending(path: "ready"), folder.appending(path: "victim"))
        try Data("precious".utf8).write(to: victim)
        try FileManager.default.createSymbolicLink(atPath: file.path + ".new", withDestinationPath: victim.path)
        let server = try RunningServer(["--ready-file", file.path])
        #expect(try String(contentsOf: file, encoding: .utf8) == "http://127.0.0.1:\(server.port)\n")
        try server.stop()
        #expect(try String(contentsOf: victim, encoding: .utf8) == "precious")
    }

    @Test func `localhost is both loopback addresses, and a health check asks what serve listens on`() throws {
        let file = folder.appendingPathExtension("ready")
        let environment = ["UNDERSTUDY_HOST": "LocalHost", "UNDERSTUDY_READY_FILE": file.path]
        let child = try ChildProcess(
            [BuiltProgram.url.path, "--port", "0", "--ephemeral"], environment: environment)
        let text = try child.waitForOutput("a URL") {
            $0.contains("on http://127.0.0.1:") && $0.hasSuffix("\n") ? $0 : nil
        }
        #expect(text.contains("listening on http://[::1]:") || !Self.hasIPv6)
        #expect(try BuiltProgram.run(["healthcheck"], environment: environment).status == 0)
        child.send(SIGTERM)
        #expect(try child.finish().status == 0)
    }

    private static let hasIPv6 = FileManager.default.fileExists(atPath: "/proc/net/if_inet6")

    @Test(.enabled(if: hasIPv6), arguments: ["::", "::1", "127.0.0.2"])
    func `a health check asks at the address that serve listens on`(host: String) throws {
        let child = try ChildProcess(
            [BuiltProgram.url.path, "--port", "0", "--ephemeral"], environment: ["UNDERSTUDY_HOST": host])
        let port = try child.waitForOutput("a URL") { text in
            text.hasSuffix("\n") ? text.firstMatch(of: #/listening on .*:(\d+)\n/#).flatMap { UInt16($0.1) } : nil
        }
        let variables = ["UNDERSTUDY_HOST": host, "UNDERSTUDY_PORT": "\(port)"]
        let outcome = try BuiltProgram.run(["healthcheck"], environment: variables)
        #expect(outcome.status == 0, "\(outcome.errors)")
        if host == "::" {
            let client = try SocketClient(port: port)
            #expect(try client.exchange(Wire("GET /_understudy/ready")).status == 200)
        }
        child.send(SIGTERM)
        #expect(try child.finish().status == 0)
    }

    @Test(
        .enabled(if: SmallDisk.obstacle == nil, "namespaces are not available"),
        arguments: [
            ["--version"], ["check", "seed/minimal.json"],
        ])
    func `no command needs /proc`(arguments: [String]) throws {
        let script = "mount -t tmpfs none /proc && exec \"$0\" \"$@\""
        let outcome = try ChildProcess.run(
            [BuiltProgram.url.path] + arguments, launcher: ["unshare", "-Urm", "sh", "-c", script])
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    /// Words that run a program as the first process of a namespace, as in a container; the rest of the machine sees it too.
    private static let container = ["unshare", "-Urmpf", "--kill-child", "--mount-proc"]

    @Test(.enabled(if: SmallDisk.obstacle == nil, "namespaces are not available"))
    func `a health check in a container reads the arguments of the server`() throws {
        // Nobody else listens at this address of the machine's own.
        let address = ["--host", "127.77.\(getpid() >> 8 & 0xFF).\(getpid() & 0xFF)", "--port", "4177"]
        let child = try ChildProcess(
            [BuiltProgram.url.path, "--ephemeral"] + address, launcher: Self.container, environment: [:])
        try child.waitForOutput("a URL") { $0.contains("listening on ") && $0.hasSuffix("\n") ? () : nil }
        let children = "/proc/\(child.identifier)/task/\(child.identifier)/children"
        let inner = try String(contentsOfFile: children, encoding: .utf8).trimmingCharacters(
            in: .whitespacesAndNewlines)
        let enter = ["nsenter", "--target", inner, "--user", "--mount", "--pid", "--preserve-credentials"]
        let outcome = try ChildProcess.run(
            [BuiltProgram.url.path, "healthcheck"], launcher: enter + ["--wdns=" + SourceTree.root.path],
            environment: ["PATH": "/usr/bin:/bin"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let outside = try BuiltProgram.run(["healthcheck"], environment: ["UNDERSTUDY_PORT": "4177"])
        #expect(outside.status == 1)
    }

    @Test func `a log of JSON has one record of the start, with all of it`() throws {
        let text = try serve("2>&1", ["--ephemeral", "--log-format", "json"], readyWhen: "\"started\"")
        let lines = text.split(separator: "\n")
        #expect(lines.count == 1)
        let record = try JSONParser.parse(Array((lines.last ?? "").utf8))
        #expect(record["level"] == "info")
        #expect(record["version"]?.string?.isEmpty == false)
        #expect(record["url"]?.string?.hasPrefix("http://127.0.0.1:") == true)
        #expect(record["contents"]?.string?.hasPrefix("3 users; ") == true)
        #expect(record["data_dir"] == .null)
        #expect(record["seed_applied"] == true)
    }

    @Test func `a log of JSON says that the seed was not applied, and where the state is`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let arguments = ["--data-dir", folder.path, "--log-format", "json"]
        _ = try serve("2>&1", arguments, readyWhen: "\"started\"")
        let text = try serve("2>&1", arguments, readyWhen: "\"started\"")
        let record = try JSONParser.parse(Array((text.split(separator: "\n").first ?? "").utf8))
        #expect(record["data_dir"]?.string == folder.path)
        #expect(record["seed_applied"] == false)
        #expect(record["journal_records"] == 0)
    }

    @Test(arguments: [
        ["--log-format", "json", "--port", "x"], ["--log-format=json", "--seed", "/no/such.json"],
    ])
    func `errors of a start are records in a log of JSON`(arguments: [String]) throws {
        let outcome = try BuiltProgram.run(arguments)
        let record = try JSONParser.parse(Array(outcome.errors.utf8))
        #expect(record["level"] == "error")
        #expect(record["message"]?.string?.isEmpty == false)
        #expect(record["exit_status"] == JSONValue.number(JSONNumber(Int(outcome.status))))
    }

    @Test func `a variable that no option has is said with the nearest one`() throws {
        let variables = ["UNDERSTUDY_PROT": "1", "UNDERSTUDY_SERVICE_HOST": "10.0.0.1"]
        let outcome = try BuiltProgram.run(["--seed", "/no/such.json"], environment: variables)
        let warning = "UNDERSTUDY_PROT is not the variable of an option: did you mean UNDERSTUDY_PORT?\n"
        #expect(outcome.errors.contains(" warn " + warning))
        #expect(!outcome.errors.contains("SERVICE_HOST"))
    }

    @Test func `variables are read without white space around them, and words in any case`() throws {
        let server = try ChildProcess(
            [BuiltProgram.url.path, "--port", "0"],
            environment: [
                "UNDERSTUDY_HOST": "127.0.0.1, 127.0.0.2", "UNDERSTUDY_EPHEMERAL": "True",
                "UNDERSTUDY_LOG_LEVEL": "DEBUG", "UNDERSTUDY_CONTROL_TOKEN": "abc\r", "UNDERSTUDY_DURABILITY": "OS",
                "UNDERSTUDY_CLOCK": "System",
            ])
        let text = try server.waitForOutput("a URL") {
            $0.contains("on http://127.0.0.1:") && $0.hasSuffix("\n") ? $0 : nil
        }
        #expect(text.contains("State is in memory"))
        let port = try #require(text.firstMatch(of: #/on http://127\.0\.0\.1:(\d+)\n/#).flatMap { UInt16($0.1) })
        let client = try SocketClient(port: port)
        let reply = try client.exchange(Wire("GET /_understudy/clock", ["Authorization: Bearer abc"]))
        #expect(reply.status == 200)
        server.send(SIGTERM)
        #expect(try server.finish().errors.contains(" debug GET /_understudy/clock "))
    }
}
