internal import Emulation
internal import Listener
internal import Sandboxes

/// The settings of `serve`, checked.
struct ServeOptions: Equatable {
    static let portDefault: UInt16 = 4100
    static let dataPathDefault = ".understudy"
    static let snapshotSecondsDefault = 60
    static let sandboxIdleSecondsDefault = 3600
    static let bodyBytesMaxDefault = 1_048_576

    let hosts: [ListenHost]
    let port: UInt16
    /// The path of the seed, or the name of the built-in one.
    let seedPath: String
    let seedBytesMax: Int
    /// The data directory; nil for a state in memory only.
    let dataPath: String?
    /// Whether the stored state is moved away.
    let startsFresh: Bool
    /// Whether a change must be on the device before it is acknowledged.
    let flushes: Bool
    /// The interval of snapshots; 0: only when the journal is large, and on exit.
    let snapshotSeconds: Int
    /// After how long an unused sandbox is dropped; 0: never.
    let sandboxIdleSeconds: Int
    let clock: Clock
    let randomSeed: UInt64?
    let bodyBytesMax: Int
    let controlToken: String?
    let controlHosts: [String]
    /// How many requests of a sandbox are logged; 0 for none.
    let requestLogEntriesMax: Int
    let readyFile: String?
    let logLevel: Log.Level
    let logFormat: Log.Format

    init(_ options: ParsedOptions) throws(Failure) {
        hosts = try ListenHost.all(options)
        port = try Self.port(options)
        seedPath = options.value("seed") ?? SeedFile.nameDefault
        seedBytesMax = try Self.seedBytesMax(options)
        let isEphemeral = try options.isOn("ephemeral")
        let folder = try options.value("data-dir", expected: "a folder's path") {
            $0.isEmpty ? nil : $0
        }
        guard !isEphemeral || !options.isFlag("data-dir") else {
            throw .usage(
                "--data-dir and \(options.source(of: "ephemeral")) exclude each other: give one of them"
            )
        }
        dataPath = isEphemeral ? nil : Self.folder(folder ?? Self.dataPathDefault)
        startsFresh = try options.isOn("fresh")
        let durability = try options.value("durability", expected: "fsync or os") {
            Durability(rawValue: $0.lowercased())
        }
        flushes = durability != .os
        snapshotSeconds =
            try options.value("snapshot-every", expected: Self.seconds, Self.seconds(of:))
            ?? Self.snapshotSecondsDefault
        sandboxIdleSeconds =
            try options.value("sandbox-idle", expected: Self.seconds, Self.seconds(of:))
            ?? Self.sandboxIdleSecondsDefault
        clock = try options.value("clock", expected: Clock.expectation, Clock.init) ?? .system
        randomSeed = try options.value(
            "random-seed", expected: "a non-negative integer", UInt64.init)
        bodyBytesMax =
            try options.value("max-body", expected: Self.byteCount, Self.byteCount(of:))
            ?? Self.bodyBytesMaxDefault
        controlToken = options.value("control-token")
        guard controlToken != "" else {
            throw options.refusal(of: "control-token", expected: "a token that is not empty")
        }
        controlHosts = options.all("control-host")
        for name in controlHosts where !Self.isHostName(name) {
            throw options.refusal(
                of: "control-host", value: name,
                expected: "a host name without a port, such as understudy")
        }
        let entries = try options.value("request-log-entries", expected: Self.logCount) { text in
            Int(text).flatMap { Self.logCounts.contains($0) ? $0 : nil }
        }
        let hasLog = try !options.isOn("no-request-log")
        requestLogEntriesMax = hasLog ? entries ?? RequestLogBudget.entryCountMaxDefault : 0
        readyFile = options.value("ready-file")
        logLevel =
            try options.value("log-level", expected: Log.Level.expectation, Log.Level.init(name:))
            ?? .info
        logFormat =
            try options.value("log-format", expected: "text or json", Log.Format.init(name:))
            ?? .text
    }

    /// Reads the option `port`.
    static func port(_ options: ParsedOptions) throws(Failure) -> UInt16 {
        try options.value("port", expected: "a number from 0 to 65535", UInt16.init) ?? portDefault
    }

    /// Reads the option `max-seed`.
    static func seedBytesMax(_ options: ParsedOptions) throws(Failure) -> Int {
        try options.value("max-seed", expected: Self.byteCount, byteCount(of:))
            ?? SeedFile.byteCountMaxDefault
    }

    private static let byteCount = "a non-negative integer of bytes"

    private static func byteCount(of text: String) -> Int? {
        Int(text).flatMap { $0 >= 0 ? $0 : nil }
    }

    /// The clock at the start: `system`, a time, or a time with `+` at its end.
    enum Clock: Equatable {
        case system
        case frozen(Timestamp)
        case running(from: Timestamp)

        init?(_ text: String) {
            if text.lowercased() == "system" {
                self = .system
            } else if let moment = Timestamp(rfc3339: text) {
                self = .frozen(moment)
            } else if text.hasSuffix("+"),
                let moment = Timestamp(rfc3339: String(text.dropLast()))
            {
                self = .running(from: moment)
            } else {
                return nil
            }
        }

        static let expectation =
            Timestamp.expectation + ", the same with + at its end, or \"system\""

        /// The sandbox's clock, made at a moment of the system clock.
        func sandboxClock(systemTime: Timestamp) -> SandboxClock {
            switch self {
            case .system: SandboxClock()
            case .frozen(let moment): SandboxClock(frozenAt: moment)
            case .running(let moment): SandboxClock(runningFrom: moment, systemTime: systemTime)
            }
        }
    }

    private static let seconds = "a non-negative integer of seconds"
    private static let logCounts = 1...1_000_000
    private static let logCount = "an integer from 1 to \(logCounts.upperBound)"

    /// A year; longer intervals are errors.
    private static let secondsMax = 31_536_000

    private static func seconds(of text: String) -> Int? {
        Int(text).flatMap { $0 >= 0 && $0 <= secondsMax ? $0 : nil }
    }

    private enum Durability: String {
        case fsync
        case os
    }

    /// Whether a string has only characters of host names: letters, digits, hyphens and dots.
    private static func isHostName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                    UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    /// A folder's path without trailing slashes.
    private static func folder(_ path: String) -> String {
        var path = path
        while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }
}
