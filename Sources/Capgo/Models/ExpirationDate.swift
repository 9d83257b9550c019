internal import Emulation
internal import JSON

/// When a key expires, in one of the forms that requests may use (contract: "API keys").
///
/// An RFC 3339 time, whose seconds or zone (UTC) may be left out; a day; or milliseconds since 1970.
struct ExpirationDate: FieldValue {
    let moment: Timestamp

    init?(json: JSONValue) {
        if let text = json.string {
            guard let moment = Self.moment(text) else { return nil }
            self.moment = moment
        } else if let milliseconds = json.int {
            moment = Timestamp(milliseconds: Int64(milliseconds))
            guard moment >= .earliest, moment <= .latest else { return nil }
        } else {
            return nil
        }
    }

    var json: JSONValue { moment.json }

    static var expectation: String {
        "a time such as \"2026-02-13T12:00:00Z\", a day, or milliseconds since 1970"
    }

    private static func moment(_ text: String) -> Timestamp? {
        if let day = Timestamp(rfc3339Day: text) { return day }
        let minutes = text.prefix("2026-02-13T12:00".count)
        let withSeconds = String(minutes) + ":00" + text.dropFirst(minutes.count)
        let forms = [text, text + "Z", withSeconds, withSeconds + "Z"]
        return forms.lazy.compactMap { Timestamp(rfc3339: $0) }.first
    }
}
