/// The text of `--help`.
enum Help {
    /// Describes one command, or the program if the command is nil.
    static func text(for command: CommandName?) -> String {
        guard let command else { return program }
        var parts = [
            "usage: \(usage(of: command))",
            command.summary.prefix(1).uppercased() + command.summary.dropFirst() + ".",
        ]
        parts.append(command.details.joined(separator: "\n"))
        if !command.options.isEmpty {
            parts.append("options:\n\(lines(command.options))")
            parts.append(environment)
        }
        return parts.joined(separator: "\n\n")
    }

    private static var program: String {
        """
        Understudy emulates the Cavos, Capgo and CapyDB APIs on your own machine.

        \(commands)

        serve:
        \(lines(OptionTable.serve))

        healthcheck:
        \(lines(OptionTable.healthcheck))

        openapi:
        \(lines(OptionTable.openapi))

        \(environment)
        Exit statuses: 0 done, 64 wrong usage, 65 bad seed or damaged state, 69 port in use, 73 state not writable or not readable, 1 anything else.
        """
    }

    private static let environment =
        "Every option is also an environment variable: --log-level is UNDERSTUDY_LOG_LEVEL; a flag overrides it."

    private static var commands: String {
        let rows =
            CommandName.allCases.map { (usage(of: $0), $0.summary) }
            + [
                ("understudy --version", "say the version, with the commit where it is known"),
                (
                    "understudy [command] --help",
                    "say this, or what there is to know about a command"
                ),
            ]
        return columns(rows, firstPrefix: "usage: ", prefix: "       ")
    }

    private static func usage(of command: CommandName) -> String {
        let name = command == .serve ? "[serve]" : command.rawValue
        let rest =
            (command.operand.map { [$0] } ?? []) + (command.options.isEmpty ? [] : ["[options]"])
        return (["understudy", name] + rest).joined(separator: " ")
    }

    private static func lines(_ options: [Option]) -> String {
        columns(
            options.map { (["--\($0.name)"] + ($0.placeholder.map { [$0] } ?? []), $0.help) }
                .map { ($0.0.joined(separator: " "), $0.1) }, firstPrefix: "  ", prefix: "  ")
    }

    private static func columns(
        _ rows: [(name: String, meaning: String)], firstPrefix: String, prefix: String
    )
        -> String
    {
        let width = (rows.map(\.name.count).max() ?? 0) + 2
        return rows.enumerated().map { index, row in
            (index == 0 ? firstPrefix : prefix) + row.name
                + String(repeating: " ", count: width - row.name.count) + row.meaning
        }.joined(separator: "\n")
    }
}
