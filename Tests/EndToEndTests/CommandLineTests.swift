import Foundation
import Testing
import UnderstudyTesting

@Suite struct CommandLineTests {
    /// Words that are refused: the arguments, the exit status, and what is said.
    static let refusals: [(arguments: [String], status: Int32, sentence: String)] = [
        (["--prot", "1"], 64, "Unknown option --prot: did you mean --port?"),
        (["--xyzzyx"], 64, "Unknown option --xyzzyx"),
        (["--port"], 64, "--port needs a value <number>"),
        (["--port", "70000"], 64, "--port is \"70000\", expected a number from 0 to 65535"),
        (["--port=1", "--port=2"], 64, "--port is given twice"),
        (["--host", "example.com"], 64, "--host is \"example.com\", expected an IP address or localhost"),
        (
            ["--clock", "noon"], 64,
            "--clock is \"noon\", expected an RFC 3339 time such as \"2026-02-13T12:00:00Z\", "
                + "the same with + at its end, or \"system\""
        ),
        (
            ["--clock", "system+"], 64,
            "--clock is \"system+\", expected an RFC 3339 time such as \"2026-02-13T12:00:00Z\", "
                + "the same with + at its end, or \"system\""
        ),
        (["--random-seed", "-1"], 64, "--random-seed is \"-1\", expected a non-negative integer"),
        (["--max-body", "much"], 64, "--max-body is \"much\", expected a non-negative integer of bytes"),
        (["--durability", "hope"], 64, "--durability is \"hope\", expected fsync or os"),
        (
            ["--snapshot-every", "-1"], 64, "--snapshot-every is \"-1\", expected a non-negative integer of seconds"
        ),
        (["--data-dir", ""], 64, "--data-dir is \"\", expected a folder's path"),
        (
            ["--ephemeral", "--data-dir", "x"], 64, "--data-dir and --ephemeral exclude each other: give one of them"
        ),
        (
            ["--port", "1\u{1B}[2J\r"], 64, "--port is \"1\\u{1B}[2J\\r\", expected a number from 0 to 65535"
        ),
        (
            ["check", "/dev/zero"], 65,
            "/dev/zero: a device, not a file: give the path of a seed that can be read, or \"demo\" for the built-in one, "
                + "with --seed"
        ),
        (
            ["check", "--max-seed", "449", "seed/minimal.json"], 65,
            "seed/minimal.json: larger than 449 bytes: give a smaller seed, or allow it with --max-seed"
        ),
        (["check", "--max-seed=-1", "x"], 64, "--max-seed is \"-1\", expected a non-negative integer of bytes"),
        (["--data-dir="], 64, "--data-dir is \"\", expected a folder's path"),
        (["--ephemeral=maybe"], 64, "--ephemeral is \"maybe\", expected true or false"),
        (["--log-level", "loud"], 64, "--log-level is \"loud\", expected error, warn, info, debug"),
        (["--log-format", "xml"], 64, "--log-format is \"xml\", expected text or json"),
        (["serve", "me"], 64, "serve: unexpected argument \"me\""),
        (["server"], 64, "Unknown command server: did you mean serve?"),
        (["check"], 64, "check needs one file, as in: understudy check seed.json"),
        (["completion"], 64, "completion needs the name of a shell: bash, zsh, fish"),
        (["completion", "tcsh"], 64, "completion needs the name of a shell: bash, zsh, fish"),
        (
            ["healthcheck", "--url", "https://x"], 64,
            "--url is \"https://x\", expected http://, an IP address or localhost, and a port"
        ),
        (
            ["check", "no/such.json"], 65,
            "no/such.json: No such file or directory: give the path of a seed that can be read, or \"demo\" for the "
                + "built-in one, with --seed"
        ),
        (
            ["check", "seed"], 65,
            "seed: Is a directory: give the path of a seed that can be read, or \"demo\" for the built-in one, with --seed"
        ),
        (
            ["healthcheck", "--url", "http://127.0.0.1:9"], 1,
            "No answer from http://127.0.0.1:9/_understudy/health; is the server running there?"
        ),
    ]

    @Test(arguments: refusals)
    func `wrong words get one sentence and a status`(row: (arguments: [String], status: Int32, sentence: String)) throws
    {
        let outcome = try BuiltProgram.run(row.arguments)
        let hint = row.status == 64 ? "; \"understudy --help\" lists the options" : ""
        #expect(outcome.errors == "understudy: \(row.sentence)\(hint)\n")
        #expect(outcome.status == row.status)
        #expect(outcome.output == "")
    }

    @Test func `environment variables set options and flags override them`() throws {
        let wrong = try BuiltProgram.run([], environment: ["UNDERSTUDY_PORT": "x"])
        #expect(wrong.status == 64)
        #expect(wrong.errors.hasPrefix("understudy: UNDERSTUDY_PORT is \"x\", expected"))
        let empty = try BuiltProgram.run([], environment: ["UNDERSTUDY_DATA_DIR": ""])
        #expect(empty.status == 64)
        #expect(empty.errors.hasPrefix("understudy: UNDERSTUDY_DATA_DIR is \"\", expected a folder's path"))
        for token in ["", " \r\n"] {
            let outcome = try BuiltProgram.run([], environment: ["UNDERSTUDY_CONTROL_TOKEN": token])
            #expect(outcome.status == 64)
            #expect(
                outcome.errors.hasPrefix("understudy: UNDERSTUDY_CONTROL_TOKEN is \"\", expected a token that is not"))
        }
        let host = try BuiltProgram.run([], environment: ["UNDERSTUDY_HOST": "127.0.0.1,example.com"])
        #expect(host.errors.hasPrefix("understudy: UNDERSTUDY_HOST is \"example.com\", expected an IP address"))
        let name = try BuiltProgram.run([], environment: ["UNDERSTUDY_CONTROL_HOST": "a:80"])
        #expect(name.errors.hasPrefix("understudy: UNDERSTUDY_CONTROL_HOST is \"a:80\", expected a host name"))
        let flag = try BuiltProgram.run(["--port", "y"], environment: ["UNDERSTUDY_PORT": "1"])
        #expect(flag.errors.hasPrefix("understudy: --port is \"y\", expected"))
    }

    @Test func `help names every option and its environment variable`() throws {
        let outcome = try BuiltProgram.run(["--help"])
        #expect(outcome.status == 0)
        for option in [
            "--host", "--port", "--seed", "--clock", "--random-seed", "--max-body", "--control-token",
            "--control-host", "--data-dir", "--ephemeral", "--fresh", "--max-seed", "--durability", "--snapshot-every",
            "--ready-file", "--no-request-log", "--request-log-entries", "--log-level", "--log-format", "--url",
            "UNDERSTUDY_LOG_LEVEL",
        ] {
            #expect(outcome.output.contains(option))
        }
    }

    @Test(arguments: ["serve", "check", "healthcheck", "completion"])
    func `each command has a help of its own`(command: String) throws {
        let outcome = try BuiltProgram.run([command, "--help"])
        #expect(outcome.output.hasPrefix("usage: understudy \(command == "serve" ? "[serve]" : command)"))
        #expect(try BuiltProgram.run(["help", command]).output == outcome.output)
    }

    @Test func `the version is said`() throws {
        let outcome = try BuiltProgram.run(["--version"])
        #expect(outcome.output.wholeMatch(of: /understudy \d+\.\d+\.\d+(\+[0-9a-f]+)?\n/) != nil)
    }

    @Test func `a seed is checked and all its problems are said at once`() throws {
        let good = try BuiltProgram.run(["check", "seed/demo.json"])
        #expect(good.status == 0)
        #expect(good.output.hasPrefix("seed/demo.json: 3 users; cavos: 3 organizations, 5 api_keys, 13 apps"))
        let seed = try TemporaryFile("{\"version\": 1,\n\"users\": [{\"emial\": 7}],\n\"cavos\": []}")
        let bad = try BuiltProgram.run(["check", seed.path])
        #expect(bad.status == 65)
        #expect(
            bad.errors == """
                understudy: \(seed.path):2: users[0].email is missing, expected an e-mail address such as "ada@example.com"
                understudy: \(seed.path):2: users[0].emial is 7, expected no member of that name: did you mean "email"?
                understudy: \(seed.path):3: cavos is [], expected an object

                """)
    }

    @Test func `of a seed with many problems the first hundred are said, and how many more there are`() throws {
        let users = String(repeating: "{},\n", count: 149)
        let seed = try TemporaryFile("\u{FEFF}{\"version\": 1, \"users\": [\(users){}]}")
        let outcome = try BuiltProgram.run(["check", seed.path])
        let lines = outcome.errors.split(separator: "\n")
        #expect(outcome.status == 65)
        #expect(lines.count == 101)
        #expect(lines[99].hasPrefix("understudy: \(seed.path):100: users[99].email is missing, "))
        #expect(lines[100] == "understudy: \(seed.path): and 50 more problems")
    }

    @Test func `a clock with + runs from its time on`() throws {
        let server = try RunningServer(["--clock", "2030-02-13T12:00:00Z+"])
        let client = try SocketClient(port: server.port)
        let clock = try client.exchange(Wire("GET /_understudy/clock"))
        #expect(clock.body.wholeMatch(of: /{"now":"2030-02-13T12:[0-9:.]+Z","mode":"running"}/) != nil)
        try server.stop()
    }

    @Test func `the demo is built into the program, and served outside the checkout too`() throws {
        let good = try BuiltProgram.run(["check", "demo"])
        #expect(good.status == 0)
        #expect(
            good.output
                == (try BuiltProgram.run(["check", "seed/demo.json"])).output
                .replacing("seed/demo.json", with: "The built-in demo"))
        let script = "cd / && exec \"$0\" --host 127.0.0.1 --port 0 --ephemeral"
        let child = try ChildProcess(["sh", "-c", script, BuiltProgram.url.path])
        let text = try child.waitForOutput("a URL") { $0.contains("listening on ") && $0.hasSuffix("\n") ? $0 : nil }
        #expect(text.contains("\nThe built-in demo: 3 users; "))
        child.send(SIGTERM)
        #expect(try child.finish().status == 0)
    }

    @Test func `a seed may come out of a pipe, but not out of one that nobody writes into`() throws {
        let script = "cat seed/minimal.json | \"$0\" check /dev/stdin"
        #expect(try ChildProcess.run(["sh", "-c", script, BuiltProgram.url.path]).status == 0)
        let path = FileManager.default.temporaryDirectory.appending(path: "understudy-fifo-\(UUID())").path
        #expect(unsafe mkfifo(path, 0o600) == 0)
        defer { unsafe unlink(path) }
        let outcome = try BuiltProgram.run(["check", path])
        #expect(outcome.status == 65)
        #expect(outcome.errors.hasPrefix("understudy: \(path): nobody writes into this pipe: give the path"))
    }

    @Test func `a long name in a seed is cut`() throws {
        let seed = try TemporaryFile("{\"version\":1,\"\(String(repeating: "n", count: 300))\":1}")
        let errors = try BuiltProgram.run(["check", seed.path]).errors
        #expect(errors.contains(":1: \(String(repeating: "n", count: 200))… is 1, expected no member of that name"))
    }

    @Test func `nothing is served from a bad seed`() throws {
        let seed = try TemporaryFile("{")
        let outcome = try BuiltProgram.run(["--port", "0", "--ephemeral", "--seed", seed.path])
        #expect(outcome.status == 65)
        #expect(outcome.output == "")
        #expect(outcome.errors.hasPrefix("understudy: \(seed.path):1: not JSON at column 2: "))
    }
}
