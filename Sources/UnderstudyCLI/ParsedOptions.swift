internal import Emulation

/// The options and operands of a command line; a flag overrides its environment variable.
struct ParsedOptions: Equatable {
    private(set) var operands: [String] = []
    private var values: [String: [String]] = [:]
    /// The source of each option's value, for messages: `--port` or `UNDERSTUDY_PORT`.
    private var sources: [String: String] = [:]

    init(_ arguments: [String], known: [Option], environment: [String: String]) throws(Failure) {
        for option in known {
            guard let text = environment[option.environmentName], !text.isBlank || option.needsText
            else { continue }
            let parts = (option.isRepeatable ? text.split(separator: ",").map(String.init) : [text])
                .map(\.trimmed)
            values[option.name] = parts
            sources[option.name] = option.environmentName
        }
        try read(arguments, known: known)
    }

    private mutating func read(_ arguments: [String], known: [Option]) throws(Failure) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            guard argument.hasPrefix("-"), argument != "-" else {
                operands.append(argument)
                continue
            }
            let parts = argument.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false
            ).map(String.init)
            let option = try Self.find(parts[0], known: known)
            let given =
                parts.count > 1 ? parts[1] : option.placeholder == nil ? Self.on : rest.popFirst()
            guard let value = given else {
                throw .usage("\(parts[0]) needs a value \(option.placeholder ?? "")")
            }
            try take(value, for: option)
        }
    }

    private static func find(_ text: String, known: [Option]) throws(Failure) -> Option {
        if let option = known.first(where: { "--" + $0.name == text }) { return option }
        let names = known.map { "--" + $0.name }
        guard let nearest = ClosestMatch.nearest(to: text, among: names) else {
            throw .usage("Unknown option \(text)")
        }
        throw .usage("Unknown option \(text): did you mean \(nearest)?")
    }

    private mutating func take(_ value: String, for option: Option) throws(Failure) {
        let flag = "--" + option.name
        let isAnother = sources[option.name] == flag
        guard !isAnother || option.isRepeatable else { throw .usage("\(flag) is given twice") }
        values[option.name] = (isAnother ? values[option.name] ?? [] : []) + [value]
        sources[option.name] = flag
    }

    private static let on = "true"
    private static let switchValues = [
        on: true, "1": true, "yes": true, "on": true, "false": false, "0": false, "no": false,
        "off": false,
    ]

    /// Whether a switch is on.
    func isOn(_ name: String) throws(Failure) -> Bool {
        try value(name, expected: "true or false") { Self.switchValues[$0.lowercased()] } ?? false
    }

    /// Whether an option was given as a flag and not by its environment variable.
    func isFlag(_ name: String) -> Bool {
        sources[name] == "--" + name
    }

    /// The source of an option's value for messages: `--port` or `UNDERSTUDY_PORT`.
    func source(of name: String) -> String {
        sources[name] ?? "--" + name
    }

    /// All values of an option that may be repeated.
    func all(_ name: String) -> [String] {
        values[name] ?? []
    }

    /// The value of an option; nil when it was not given.
    func value(_ name: String) -> String? {
        values[name]?.last
    }

    /// Parses the value of an option; throws if `read` returns nil.
    func value<Value>(_ name: String, expected: String, _ read: (String) -> Value?) throws(Failure)
        -> Value?
    {
        guard let text = value(name) else { return nil }
        guard let value = read(text) else { throw refusal(of: name, expected: expected) }
        return value
    }

    /// The failure for an invalid value of an option.
    ///
    /// - Parameters:
    ///   - name: the option's.
    ///   - value: the invalid value; nil for the last one.
    ///   - expected: what is valid.
    /// - Returns: the failure.
    func refusal(of name: String, value: String? = nil, expected: String) -> Failure {
        .usage(
            "\(source(of: name)) is \"\(value ?? self.value(name) ?? "")\", expected \(expected)")
    }
}
