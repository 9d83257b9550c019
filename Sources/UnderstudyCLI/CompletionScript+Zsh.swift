extension CompletionScript {
    /// Calls `_arguments`, which shows the help of each option.
    static var zshText: String {
        """
        #compdef understudy
        # zsh completion for understudy: source <(understudy completion zsh), or put it into a folder of $fpath as _understudy
        _understudy() {
            local command=serve
            local -a commands=(
        \(CommandName.allCases.map { "        " + quoted("\($0.rawValue):\($0.summary)") }.joined(separator: "\n"))
            )
            if ((CURRENT == 2)); then
                [[ $words[2] == -* ]] || { _describe command commands; return; }
            elif [[ $words[2] == (\(CommandName.names.joined(separator: "|"))) ]]; then
                command=$words[2]
                shift words
                ((CURRENT -= 1))
            fi
            case $command in
        \(CommandName.allCases.map(arguments).joined(separator: "\n"))
            esac
        }
        if [[ $funcstack[1] == _understudy ]]; then _understudy "$@"; else compdef _understudy understudy; fi
        """
    }

    private static func arguments(of command: CommandName) -> String {
        var specifications =
            command.options.map(specification) + [quoted("--help[say what there is]")]
        if command == .serve { specifications.append(quoted("--version[say the version]")) }
        if let operand = OptionCompletion(command) {
            specifications.append(quoted(":operand:\(action(operand))"))
        }
        let rows = specifications.map { "        " + $0 }.joined(separator: " \\\n")
        return "    \(command.rawValue)) _arguments \\\n\(rows) ;;"
    }

    private static func specification(_ option: Option) -> String {
        let help = option.help.map { "[]:\\".contains($0) ? "\\\($0)" : String($0) }.joined()
        let value = option.placeholder.map {
            ":\($0.filter { !"<>".contains($0) }):\(action(OptionCompletion(option)))"
        }
        let star = option.isRepeatable ? "*" : ""
        return quoted("\(star)--\(option.name)\(value == nil ? "" : "=")[\(help)]\(value ?? "")")
    }

    private static func action(_ completion: OptionCompletion) -> String {
        switch completion {
        case .file: "_files"
        case .folder: "_files -/"
        case .words(let words): "(\(words.joined(separator: " ")))"
        case .free: ""
        }
    }
}
