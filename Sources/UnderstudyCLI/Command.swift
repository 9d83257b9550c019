internal import Emulation
internal import Sandboxes

/// The parsed command line.
enum Command: Equatable {
    case serve(ServeOptions)
    case check(seed: String, byteCountMax: Int)
    case openapi(service: String, contract: String?)
    /// Without a URL the server of the same environment is asked.
    case healthcheck(url: HealthURL?, isStrict: Bool)
    case completion(CompletionScript)
    case version
    case help(CommandName?)

    /// Parses the arguments after the program's name.
    init(arguments: [String], environment: [String: String]) throws(Failure) {
        let words = arguments.first == "help" ? arguments.dropFirst() : arguments[...]
        if arguments.contains("--help") || arguments.contains("-h") || arguments.first == "help" {
            self = .help(words.first.flatMap(CommandName.init))
        } else if arguments.first == "--version" {
            self = .version
        } else if let first = arguments.first, !first.hasPrefix("-") {
            try self.init(named: first, Array(arguments.dropFirst()), environment: environment)
        } else {
            try self.init(.serve, arguments, environment: environment)
        }
    }

    private init(named text: String, _ arguments: [String], environment: [String: String])
        throws(Failure)
    {
        guard let name = CommandName(rawValue: text) else {
            let nearest =
                ClosestMatch.nearest(to: text, among: CommandName.names).map {
                    ": did you mean \($0)?"
                } ?? ""
            throw .usage("Unknown command \(text)\(nearest)")
        }
        try self.init(name, arguments, environment: environment)
    }

    private init(_ name: CommandName, _ arguments: [String], environment: [String: String])
        throws(Failure)
    {
        let options = try ParsedOptions(arguments, known: name.options, environment: environment)
        switch name {
        case .serve:
            try options.requireNoOperand(of: name)
            self = .serve(try ServeOptions(options))
        case .check:
            guard options.operands.count == 1 else {
                throw .usage("check needs one file, as in: understudy check seed.json")
            }
            self = .check(
                seed: options.operands[0], byteCountMax: try ServeOptions.seedBytesMax(options))
        case .openapi:
            guard options.operands.count == 1 else {
                let example = AnyService.all[0].name
                throw .usage(
                    "openapi needs the name of a service, as in: understudy openapi \(example)")
            }
            self = .openapi(service: options.operands[0], contract: options.value("contract"))
        case .healthcheck:
            try options.requireNoOperand(of: name)
            self = .healthcheck(
                url: try HealthURL(options), isStrict: try options.isOn("strict"))
        case .completion:
            guard options.operands.count == 1,
                let script = CompletionScript(rawValue: options.operands[0])
            else {
                throw .usage(
                    "completion needs the name of a shell: \(CompletionScript.names.joined(separator: ", "))"
                )
            }
            self = .completion(script)
        }
    }
}

extension ParsedOptions {
    fileprivate func requireNoOperand(of name: CommandName) throws(Failure) {
        if let operand = operands.first {
            throw .usage("\(name.rawValue): unexpected argument \"\(operand)\"")
        }
    }
}
