internal import Sandboxes

/// The commands by name: the source of parsing, help and completions.
enum CommandName: String, CaseIterable {
    case serve
    case check
    case openapi
    case healthcheck
    case completion

    /// The commands that a user may write, for messages and suggestions.
    static let names = allCases.map(\.rawValue)

    /// Whether a command line names `serve`, or no command.
    static func isServe(_ arguments: [String]) -> Bool {
        arguments.first.map { $0.hasPrefix("-") || $0 == Self.serve.rawValue } ?? true
    }

    /// The operand after the name; nil if the command has options only.
    var operand: String? {
        switch self {
        case .serve, .healthcheck: nil
        case .check: "<seed>"
        case .openapi: AnyService.all.map(\.name).joined(separator: "|")
        case .completion: CompletionScript.names.joined(separator: "|")
        }
    }

    var options: [Option] {
        switch self {
        case .serve: OptionTable.serve
        case .healthcheck: OptionTable.healthcheck
        case .check: OptionTable.check
        case .openapi: OptionTable.openapi
        case .completion: []
        }
    }

    /// A description in one line.
    var summary: String {
        switch self {
        case .serve: "serve the APIs from a seed; the command when none is named"
        case .check: "print a summary of a seed, or all of its problems"
        case .openapi: "print the OpenAPI 3.1 document of a service"
        case .healthcheck: "ask a running server for its health; status 0 when it answers reads"
        case .completion: "print a script that completes these words in a shell"
        }
    }

    /// Further lines of the help.
    var details: [String] {
        switch self {
        case .serve:
            [
                "It listens once everything is loaded, so an open port is a ready server. SIGTERM and SIGINT finish what is",
                "in flight and end with status 0; a second signal ends at once.",
            ]
        case .check:
            [
                "Each problem is a line with the file, the line, the path, the value and what was expected;",
                "the status is 65.",
                "The seed is a file, a pipe, or demo for the built-in one.",
            ]
        case .openapi:
            [
                "Each refusal has x-basis: documented by the vendor, observed, or assumed.",
                "The examples are answers to requests to the built-in demo.",
            ]
        case .healthcheck:
            [
                "For containers whose image has no shell: the image's HEALTHCHECK is this command. A server that cannot write",
                "still answers reads: this prints \"degraded\" and why, and the status is 0, or 1 with --strict.",
                "Without --url it asks the server that the same variables describe, at the URL in its",
                "ready file if there is one. So set another port by UNDERSTUDY_PORT, not by --port; only",
                "the arguments of the container's first process are read too.",
            ]
        case .completion:
            [
                "bash:  source <(understudy completion bash)",
                "zsh:   source <(understudy completion zsh)",
                "fish:  understudy completion fish | source",
            ]
        }
    }
}
