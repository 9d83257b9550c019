internal import Sandboxes

/// The completions that a shell offers for the value of an option or for an operand.
enum OptionCompletion: Equatable {
    case file
    case folder
    case words([String])
    /// Any value: nothing to offer.
    case free

    init(_ option: Option) {
        switch (option.name, option.placeholder) {
        case (_, "<file>"): self = .file
        case (_, "<folder>"): self = .folder
        case ("log-level", _): self = .words(Log.Level.allCases.map(\.name))
        case ("log-format", _): self = .words(["text", "json"])
        case ("durability", _): self = .words(["fsync", "os"])
        case ("clock", _): self = .words(["system"])
        case ("contract", _): self = .words(AnyService.all.flatMap { $0.contracts.map(\.id) })
        default: self = .free
        }
    }

    /// The completion of a command's operand; nil for a command without one.
    init?(_ command: CommandName) {
        switch command {
        case .serve, .healthcheck: return nil
        case .check: self = .file
        case .openapi: self = .words(AnyService.all.map(\.name))
        case .completion: self = .words(CompletionScript.names)
        }
    }
}
