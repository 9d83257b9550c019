/// What a shell may offer as the value of an option or as an operand.
enum OptionCompletion: Equatable {
    case file
    case folder
    case words([String])
    /// Something that only the user knows.
    case free

    init(_ option: Option) {
        switch (option.name, option.placeholder) {
        case (_, "<file>"): self = .file
        case (_, "<folder>"): self = .folder
        case ("log-level", _): self = .words(Log.Level.allCases.map(\.name))
        case ("log-format", _): self = .words(["text", "json"])
        case ("durability", _): self = .words(["fsync", "os"])
        case ("clock", _): self = .words(["system"])
        default: self = .free
        }
    }

    /// What the operand of a command may be; nil where it takes none.
    init?(_ command: CommandName) {
        switch command {
        case .serve, .healthcheck: return nil
        case .check: self = .file
        case .completion: self = .words(CompletionScript.names)
        }
    }
}
