internal import Emulation
internal import JSON
internal import Listener
internal import Persistence

/// The log of the process on its error output: one line for each event.
final class Log {
    /// The severity of an event.
    enum Level: Int, CaseIterable, Comparable, Sendable {
        case error
        case warn
        case info
        case debug

        var name: String { "\(self)" }

        init?(name: String) {
            guard let level = Self.allCases.first(where: { $0.name == name.lowercased() }) else {
                return nil
            }
            self = level
        }

        static var expectation: String { allCases.map(\.name).joined(separator: ", ") }

        static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    /// The format of a line.
    enum Format: String, Sendable {
        case text
        case json

        init?(name: String) {
            self.init(rawValue: name.lowercased())
        }

        /// The format that a command line asks for, for the message about its first error.
        init(arguments: [String], environment: [String: String]) {
            let text = OptionTable.value(of: "log-format", arguments, environment)
            self = text.flatMap { Self(name: $0.trimmed) } ?? .text
        }

        /// A line of the log.
        func line(_ level: Level, _ message: String, _ details: JSONObject) -> String {
            let time = Timestamp(milliseconds: WallClock.milliseconds()).rfc3339
            switch self {
            case .text:
                let pairs = details.members.map {
                    " \($0.name)=\($0.value.string ?? $0.value.text)"
                }.joined()
                return "\(time) \(level.name) \(message)\(pairs)".escapingControls
            case .json:
                var line: JSONObject = [
                    "time": .string(time), "level": .string(level.name),
                    "message": .string(message),
                ]
                for member in details.members { line.append(member.name, member.value) }
                return JSONValue.object(line).text
            }
        }
    }

    let level: Level
    private let format: Format
    /// The number of lines dropped since the last written one, because the pipe was full.
    private var lostCount = 0

    init(level: Level, format: Format) {
        self.level = level
        self.format = format
    }

    /// Writes an event with named values, unless its level is below the log's.
    func write(
        _ level: Level, _ message: @autoclosure () -> String,
        details: @autoclosure () -> JSONObject = [:]
    ) {
        guard level <= self.level else { return }
        if lostCount > 0,
            emit(.warn, "dropped log lines: nobody reads stderr", ["lines": lostCount.json])
        {
            lostCount = 0
        }
        if lostCount > 0 || !emit(level, message(), details()) { lostCount += 1 }
    }

    private func emit(_ level: Level, _ message: String, _ details: JSONObject) -> Bool {
        StandardStream.error.printWithoutWaiting(format.line(level, message, details))
    }
}
