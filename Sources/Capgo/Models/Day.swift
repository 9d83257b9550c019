package import Emulation
package import JSON

/// A day of the calendar in UTC.
package struct Day: FieldValue, Comparable, Hashable {
    package let daysSince1970: Int

    package init(daysSince1970: Int) {
        self.daysSince1970 = daysSince1970
    }

    /// The day of a moment.
    package init(of moment: Timestamp) {
        daysSince1970 = moment.daysSince1970
    }

    package init?(json: JSONValue) {
        guard let text = json.string, let start = Timestamp(rfc3339Day: text) else { return nil }
        self.init(of: start)
    }

    package var json: JSONValue { .string(text) }

    package static var expectation: String { "a day such as \"2026-02-13\"" }

    package static func < (left: Day, right: Day) -> Bool {
        left.daysSince1970 < right.daysSince1970
    }

    /// `2026-02-13`.
    var text: String { start.rfc3339Day }

    /// Its first moment.
    var start: Timestamp { Timestamp(milliseconds: Int64(daysSince1970) * Timestamp.millisecondsPerDay) }
}

extension Day: AnswerValue {
    package static let example = Day(daysSince1970: 0)

    package func write(to writer: inout ObjectWriter) { writer.append(string: text) }

    package var fieldType: FieldType { .date }
}
