import Foundation
import Testing
import UnderstudyTesting

@Suite struct CompletionTests {
    @Test(arguments: ["bash", "zsh", "fish"])
    func `a completion script knows every option and command of the help`(shell: String) throws {
        let help = try BuiltProgram.run(["--help"]).output
        let options = Set(help.matches(of: /--([a-z-]+)/).map { String($0.1) })
        let script = try BuiltProgram.run(["completion", shell]).output
        #expect(options.count > 10)
        for option in options {
            #expect(script.contains(shell == "fish" ? "-l \(option) " : "--\(option)"), "\(option)")
        }
        for command in ["serve", "check", "healthcheck", "completion"] { #expect(script.contains(command)) }
    }

    /// Words before the cursor, the last one unfinished, and what the shell offers for it.
    static let offers: [(words: [String], offered: [String])] = [
        (["he"], ["healthcheck"]),
        (["serve", "--po"], ["--port"]),
        (["--log-level", ""], ["error", "warn", "info", "debug"]),
        (["--log-format", "=", "t"], ["text"]),
        (["--clock", "="], ["system"]),
        (["--port", ""], []),
        (["completion", "z"], ["zsh"]),
        (["check", "seed/min"], ["seed/minimal.json"]),
        (["--seed", "seed/min"], ["seed/minimal.json"]),
        (["healthcheck", "--"], ["--url", "--strict", "--help"]),
    ]

    @Test(arguments: offers)
    func `bash offers the valid words`(row: (words: [String], offered: [String])) throws {
        let script = try BuiltProgram.run(["completion", "bash"]).output
        let call =
            "COMP_WORDS=(understudy \"$@\"); COMP_CWORD=$#; _understudy; printf '%s\\n' \"${COMPREPLY[@]}\""
        let text = try ChildProcess.run(["bash", "-c", script + call, "bash"] + row.words).output
        #expect(text.split(separator: "\n").map(String.init) == row.offered)
    }
}
