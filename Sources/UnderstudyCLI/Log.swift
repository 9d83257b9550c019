internal import Emulation
internal import JSON
internal import Listener
internal import Persistence

/// What the process tells on its error output: a line an event.
final class Log {
    /// How much an event matters.
    enum Level: Int, CaseIterable, Comparable, Sendable {
        case error
        case warn
        case info
        case debug

        var name: String { "\(self)" }

        init?(name: String) {
            guard let level = Self.allCases.first(where: { $0.name == name }) else { return nil }
            self = level
        }

        static var expectation: String { allCases.map(\.name).joined(separator: ", ") }

        static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    /// How a line is written.
    enum Format: String, Sendable {
        case text
        case json
    }

    let level: Level
    private let format: Format
    /// How many lines were lost since the last that was written, because nobody read.
    private var lostCount = 0

    init(level: Level, format: Format) {
        self.level = level
        self.format = format
    }

    /// Writes an event with named values behind it, unless it matters less than the level asks for.
    func write(_ level: Level, _ message: @autoclosure () -> String, details: @autoclosure () -> JSONObject = [:]) {
        guard level <= self.level else { return }
        if lostCount > 0, emit(.warn, "lines of the log were lost, because nobody read it", ["lines": lostCount.json]) {
            lostCount = 0
        }
        if lostCount > 0 || !emit(level, message(), details()) { lostCount += 1 }
    }

    private func emit(_ level: Level, _ message: String, _ details: JSONObject) -> Bool {
        let time = Timestamp(milliseconds: WallClock.milliseconds()).rfc3339
        switch format {
        case .text:
            let pairs = details.members.map { " \($0.name)=\($0.value.string ?? $0.value.text)" }.joined()
            return StandardStream.error.printWithoutWaiting("\(time) \(level.name) \(message)\(pairs)")
        case .json:
            var line: JSONObject = ["time": .string(time), "level": .string(level.name), "message": .string(message)]
            for member in details.members { line.append(member.name, member.value) }
            return StandardStream.error.printWithoutWaiting(JSONValue.object(line).text)
        }
    }
}
