extension CompletionScript {
    /// One line for each command and option; the condition of a line tells fish when it applies.
    static var fishText: String {
        let start = [
            "# fish completion for understudy: understudy completion fish | source",
            "complete -c understudy -f",
            "complete -c understudy -l help -d 'say what there is'",
            "complete -c understudy -n __fish_use_subcommand -l version -d 'say the version'",
        ]
        let commands = CommandName.allCases.map { command in
            "complete -c understudy -n __fish_use_subcommand -a \(command.rawValue) -d \(quoted(command.summary))"
        }
        return (start + commands + CommandName.allCases.flatMap(lines)).joined(separator: "\n")
    }

    private static func lines(of command: CommandName) -> [String] {
        let others = CommandName.names.filter { $0 != CommandName.serve.rawValue }.joined(
            separator: " ")
        let condition =
            command == .serve
            ? "not __fish_seen_subcommand_from \(others)"
            : "__fish_seen_subcommand_from \(command.rawValue)"
        let start = "complete -c understudy -n '\(condition)'"
        let options = command.options.map { option in
            let value = option.placeholder == nil ? "" : " " + flags(OptionCompletion(option))
            return "\(start) -l \(option.name)\(value) -d \(quoted(option.help))"
        }
        let operand = OptionCompletion(command).map { completion in
            if case .words(let words) = completion {
                return "\(start) -a '\(words.joined(separator: " "))'"
            }
            return "\(start) -F"
        }
        return options + (operand.map { [$0] } ?? [])
    }

    private static func flags(_ completion: OptionCompletion) -> String {
        switch completion {
        case .file: "-r -F"
        case .folder: "-x -a '(__fish_complete_directories)'"
        case .words(let words): "-x -a '\(words.joined(separator: " "))'"
        case .free: "-x"
        }
    }
}
