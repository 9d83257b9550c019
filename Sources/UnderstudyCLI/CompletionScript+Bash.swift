extension CompletionScript {
    /// Completes after an option its values, otherwise the command's options and operands.
    static var bashText: String {
        """
        # bash completion for understudy: source <(understudy completion bash)
        _understudy() {
            local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=serve words=
            # The shell takes --port=4100 for three words.
            if [ "$word" = = ]; then
                word=
            elif [ "$before" = = ]; then
                before=${COMP_WORDS[COMP_CWORD - 2]}
            fi
            case ${COMP_WORDS[1]} in
            \(CommandName.names.joined(separator: " | "))) [ "$COMP_CWORD" -eq 1 ] || command=${COMP_WORDS[1]} ;;
            esac
            COMPREPLY=()
            case $before in
        \(values)
            esac
            case $command in
        \(CommandName.allCases.map(commandCase).joined(separator: "\n"))
            esac
            if [ "$COMP_CWORD" -eq 1 ]; then words="$words --version \(CommandName.names.joined(separator: " "))"; fi
            mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W "$words --help" -- "$word")
        }
        complete -F _understudy understudy
        """
    }

    private static var values: String {
        OptionTable.all.filter { $0.placeholder != nil }.map { option in
            let action =
                switch OptionCompletion(option) {
                case .file: files("-f")
                case .folder: files("-d")
                case .words(let words):
                    "mapfile -t COMPREPLY < <(compgen -W '\(words.joined(separator: " "))' -- \"$word\"); "
                case .free: ""
                }
            return "    --\(option.name)) \(action)return ;;"
        }.joined(separator: "\n")
    }

    private static func files(_ kind: String) -> String {
        "compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen \(kind) -- \"$word\"); "
    }

    private static func commandCase(_ command: CommandName) -> String {
        let options = command.options.map { "--\($0.name)" }
        return switch OptionCompletion(command) {
        case .words(let words):
            "    \(command.rawValue)) words='\((words + options).joined(separator: " "))' ;;"
        case .file:
            "    \(command.rawValue)) words='\(options.joined(separator: " "))'; [[ $word == -* ]] || { \(files("-f"))} ;;"
        case .folder, .free, nil:
            "    \(command.rawValue)) words='\(options.joined(separator: " "))' ;;"
        }
    }
}
