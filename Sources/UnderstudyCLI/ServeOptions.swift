internal import Emulation
internal import Listener

/// The settings of `serve`, checked.
struct ServeOptions: Equatable {
    static let portDefault: UInt16 = 4100
    static let seedPathDefault = "seed/demo.json"
    static let dataPathDefault = ".understudy"
    static let snapshotSecondsDefault = 60
    static let bodyBytesMaxDefault = 1_048_576

    /// The addresses to listen on; empty for the existing loopback addresses.
    let hosts: [SocketAddress.Host]
    let port: UInt16
    let seedPath: String
    /// The data directory; nil for a state in memory only.
    let dataPath: String?
    /// Whether the stored state is moved away.
    let startsFresh: Bool
    /// Whether a change must be on the device before it is acknowledged.
    let flushes: Bool
    /// The interval of snapshots; 0: only when the journal is large, and on exit.
    let snapshotSeconds: Int
    let clock: Clock
    let randomSeed: UInt64?
    let bodyBytesMax: Int
    let controlToken: String?
    let controlHosts: [String]
    let readyFile: String?
    let logLevel: Log.Level
    let logFormat: Log.Format

    init(_ options: ParsedOptions) throws(Failure) {
        var hosts: [SocketAddress.Host] = []
        for text in options.all("host") {
            guard let address = SocketAddress(host: text, port: 0) else {
                throw .usage("--host is \"\(text)\", expected an IP address or localhost")
            }
            if !hosts.contains(address.host) { hosts.append(address.host) }
        }
        self.hosts = hosts
        port = try options.value("port", expected: "a number from 0 to 65535", UInt16.init) ?? Self.portDefault
        seedPath = options.value("seed") ?? Self.seedPathDefault
        let isEphemeral = try options.isOn("ephemeral")
        let folder = try options.value("data-dir", expected: "a folder's path") { $0.isEmpty ? nil : $0 }
        dataPath = isEphemeral ? nil : Self.folder(folder ?? Self.dataPathDefault)
        startsFresh = try options.isOn("fresh")
        let durability = try options.value("durability", expected: "fsync or os", Durability.init) ?? .fsync
        flushes = durability == .fsync
        snapshotSeconds =
            try options.value("snapshot-every", expected: "a non-negative integer of seconds") { text in
                Int(text).flatMap { $0 >= 0 && $0 <= Self.snapshotSecondsMax ? $0 : nil }
            } ?? Self.snapshotSecondsDefault
        clock = try options.value("clock", expected: Clock.expectation, Clock.init) ?? .system
        randomSeed = try options.value("random-seed", expected: "a non-negative integer", UInt64.init)
        bodyBytesMax =
            try options.value("max-body", expected: "a non-negative integer of bytes") { text in
                Int(text).flatMap { $0 >= 0 ? $0 : nil }
            } ?? Self.bodyBytesMaxDefault
        controlToken = options.value("control-token")
        guard controlToken != "" else {
            throw options.refusal(of: "control-token", expected: "a token that is not empty")
        }
        controlHosts = options.all("control-host")
        for name in controlHosts where !Self.isHostName(name) {
            throw .usage("--control-host is \"\(name)\", expected a host name without a port, such as understudy")
        }
        readyFile = options.value("ready-file")
        logLevel = try options.value("log-level", expected: Log.Level.expectation, Log.Level.init(name:)) ?? .info
        logFormat = try options.value("log-format", expected: "text or json", Log.Format.init) ?? .text
    }

    /// The clock at the start: `system`, a time, or a time with `+` at its end.
    enum Clock: Equatable {
        case system
        case frozen(Timestamp)
        case running(from: Timestamp)

        init?(_ text: String) {
            if text == "system" {
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

    /// A year; longer intervals are errors.
    private static let snapshotSecondsMax = 31_536_000

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
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
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
