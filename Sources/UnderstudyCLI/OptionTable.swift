/// One option of the command line.
struct Option: Sendable {
    let name: String
    /// The name of the value in the help; nil for a switch.
    let placeholder: String?
    let isRepeatable: Bool
    /// Whether an empty environment variable is an error; otherwise it is ignored.
    let needsText: Bool
    let help: String

    init(
        _ name: String, _ placeholder: String?, isRepeatable: Bool = false, needsText: Bool = false,
        _ help: String
    ) {
        self.name = name
        self.placeholder = placeholder
        self.isRepeatable = isRepeatable
        self.needsText = needsText
        self.help = help
    }

    /// The prefix of every environment variable.
    static let environmentPrefix = "UNDERSTUDY_"

    /// The environment variable of the option.
    var environmentName: String {
        Self.environmentPrefix + name.map { $0 == "-" ? "_" : String($0).uppercased() }.joined()
    }
}

/// The options of each command: the source of parsing, help and environment variables.
enum OptionTable {
    static let serve: [Option] = [
        Option(
            "host", "<address>", isRepeatable: true,
            "listen on this address; :: is IPv4 too (localhost: 127.0.0.1, and ::1 where there is one)"
        ),
        Option("port", "<number>", "listen on this port; 0 chooses a free one (4100)"),
        Option(
            "seed", "<file>",
            "the seed: users, organizations and plans; demo is built in (seed/demo.json where it exists, else demo)"
        ),
        maxSeed,
        Option("data-dir", "<folder>", needsText: true, "store the state here (.understudy)"),
        Option("ephemeral", nil, "keep the state in memory only"),
        Option("fresh", nil, "move the stored state away and start from the seed"),
        Option("durability", "<kind>", "fsync, or os: do not wait for the disk (fsync)"),
        Option(
            "snapshot-every", "<seconds>",
            "seconds between snapshots; 0: only at 64 MiB of journal and at the end (60)"),
        Option(
            "sandbox-idle", "<seconds>",
            "drop a sandbox that no request has used for so long; 0: never (3600)"),
        Option(
            "clock", "<time>",
            "freeze the clock at an RFC 3339 time, or with + run it from there (system)"),
        Option("random-seed", "<number>", "make the same ids and keys in every run"),
        Option("max-body", "<bytes>", "refuse larger request bodies with 413 (1048576)"),
        Option(
            "control-token", "<token>", needsText: true,
            "require this bearer token under /_understudy"),
        Option(
            "control-host", "<name>", isRepeatable: true,
            "allow this host name under /_understudy besides localhost"),
        Option("no-request-log", nil, "keep no log of requests under /_understudy/requests"),
        Option(
            "request-log-entries", "<number>",
            "keep this many requests of each sandbox in the log, in at most 32 MiB (10000)"),
        Option("ready-file", "<file>", "write the URL into this file once it answers"),
        Option(
            "log-level", "<level>", "error, warn, info, or debug, which logs each request (info)"),
        Option("log-format", "<format>", "text or json (text)"),
    ]

    static let healthcheck: [Option] = [
        Option(
            "url", "<url>",
            "what to ask (the server that the variables and the ready file describe)"),
        Option(
            "strict", nil, "status 1 also when the server is degraded: it answers, but cannot write"
        ),
    ]

    static let check: [Option] = [maxSeed]

    static let openapi: [Option] = [
        Option("contract", "<id>", "the contract (the service's default)")
    ]

    private static let maxSeed = Option("max-seed", "<bytes>", "refuse a larger seed (1073741824)")

    static let all = serve + healthcheck + openapi

    /// The value of an option in a command line that could not be parsed; nil when it has none.
    static func value(of name: String, _ arguments: [String], _ environment: [String: String])
        -> String?
    {
        let flag = "--" + name
        let value = arguments.lastIndex(of: flag).map { arguments[($0 + 1)...].first }
        let joined = arguments.last { $0.hasPrefix(flag + "=") }.map {
            $0.dropFirst(flag.count + 1)
        }
        let variable = serve.first { $0.name == name }?.environmentName ?? ""
        return joined.map(String.init) ?? value ?? environment[variable]
    }
}
