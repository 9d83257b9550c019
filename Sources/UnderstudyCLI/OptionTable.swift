/// One option of the command line.
struct Option: Sendable {
    let name: String
    /// What the value is called in the help; nil for a switch.
    let placeholder: String?
    let isRepeatable: Bool
    /// Whether an empty environment variable is a mistake; else it is as good as none.
    let needsText: Bool
    let help: String

    init(
        _ name: String, _ placeholder: String?, isRepeatable: Bool = false, needsText: Bool = false, _ help: String
    ) {
        self.name = name
        self.placeholder = placeholder
        self.isRepeatable = isRepeatable
        self.needsText = needsText
        self.help = help
    }

    /// The environment variable that stands in for the option.
    var environmentName: String {
        "UNDERSTUDY_" + name.map { $0 == "-" ? "_" : String($0).uppercased() }.joined()
    }
}

/// The options of each command: parsing, help and environment all go by this table.
enum OptionTable {
    static let serve: [Option] = [
        Option(
            "host", "<address>", isRepeatable: true, "listen on this address (127.0.0.1, and ::1 where there is one)"),
        Option("port", "<number>", "listen on this port; 0 chooses a free one (4100)"),
        Option("seed", "<file>", "what the world is made of (seed/demo.json)"),
        Option("data-dir", "<folder>", needsText: true, "keep the state here (.understudy)"),
        Option("ephemeral", nil, "keep the state in memory only"),
        Option("fresh", nil, "put what was kept aside and start from the seed"),
        Option("durability", "<kind>", "fsync, or os, which answers before the device has it (fsync)"),
        Option("snapshot-every", "<seconds>", "write a snapshot so often when something changed; 0: never (60)"),
        Option("clock", "<time>", "stand still at an RFC 3339 time, or \"system\" (system)"),
        Option("random-seed", "<number>", "make the same ids and keys in every run"),
        Option("max-body", "<bytes>", "refuse larger request bodies with 413 (1048576)"),
        Option("control-token", "<token>", "ask for it under /_understudy as Authorization: Bearer"),
        Option("control-host", "<name>", isRepeatable: true, "let this host name reach /_understudy besides localhost"),
        Option("ready-file", "<file>", "write the URL into this file once it answers"),
        Option("log-level", "<level>", "error, warn, info, or debug, which logs each request (info)"),
        Option("log-format", "<format>", "text or json (text)"),
    ]

    static let healthcheck: [Option] = [
        Option("url", "<url>", "what to ask (http://127.0.0.1:4100/_understudy/health)")
    ]

    static let all = serve + healthcheck
}
