package import JSON

/// A value that a member of an entity can have.
package protocol FieldValue: Sendable {
    /// Reads the value; nil when the JSON is of another type or form.
    init?(json: JSONValue)
    /// The value as canonical JSON.
    var json: JSONValue { get }
    /// Appends the canonical JSON; may avoid creating a JSON value.
    func appendJSON(to text: inout [UInt8])
    /// The expectation in messages.
    static var expectation: String { get }
    /// The first part that makes JSON of another type or form; nil when the value can be read.
    static func invalidPart(of json: JSONValue) -> InvalidPart?
}

/// A part of a value that has another type than expected.
package struct InvalidPart: Sendable {
    /// Where the part is within the value.
    let steps: [JSONPath.Step]
    let value: JSONValue
    let expectation: String

    func below(_ step: JSONPath.Step) -> InvalidPart {
        InvalidPart(steps: [step] + steps, value: value, expectation: expectation)
    }
}

extension FieldValue {
    package static func invalidPart(of json: JSONValue) -> InvalidPart? {
        if Self(json: json) != nil { return nil }
        return InvalidPart(steps: [], value: json, expectation: expectation)
    }

    package func appendJSON(to text: inout [UInt8]) { json.append(to: &text) }
}

extension String: FieldValue {
    package init?(json: JSONValue) {
        guard let text = json.string else { return nil }
        self = text
    }

    package var json: JSONValue { .string(self) }

    package func appendJSON(to text: inout [UInt8]) { JSONValue.appendString(self, to: &text) }

    package static var expectation: String { "a string" }
}

extension Bool: FieldValue {
    package init?(json: JSONValue) {
        guard let bool = json.bool else { return nil }
        self = bool
    }

    package var json: JSONValue { .bool(self) }

    package static var expectation: String { "true or false" }
}

extension Int: FieldValue {
    package init?(json: JSONValue) {
        guard let int = json.int else { return nil }
        self = int
    }

    package var json: JSONValue { .number(JSONNumber(self)) }

    package func appendJSON(to text: inout [UInt8]) { JSONValue.appendInteger(self, to: &text) }

    package static var expectation: String { "an integer" }
}

extension Double: FieldValue {
    package init?(json: JSONValue) {
        guard case .number(let number) = json, number.double.isFinite else { return nil }
        self = number.double
    }

    package var json: JSONValue { .number(JSONNumber(self)) }

    package static var expectation: String { "a number" }
}

extension Timestamp: FieldValue {
    package init?(json: JSONValue) {
        guard let text = json.string else { return nil }
        self.init(rfc3339: text)
    }

    package var json: JSONValue { .string(rfc3339) }

    package func appendJSON(to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        appendRFC3339(to: &text)
        text.append(UInt8(ascii: "\""))
    }

    package static var expectation: String { "an RFC 3339 time such as \"2026-02-13T12:00:00Z\"" }
}

extension Optional: FieldValue where Wrapped: FieldValue {
    package init?(json: JSONValue) {
        if json == .null {
            self = .none
        } else if let value = Wrapped(json: json) {
            self = .some(value)
        } else {
            return nil
        }
    }

    package var json: JSONValue { self?.json ?? .null }

    package func appendJSON(to text: inout [UInt8]) {
        if let value = self {
            value.appendJSON(to: &text)
        } else {
            text.append(contentsOf: "null".utf8)
        }
    }

    package static var expectation: String { Wrapped.expectation }

    package static func invalidPart(of json: JSONValue) -> InvalidPart? {
        json == .null ? nil : Wrapped.invalidPart(of: json)
    }
}

extension Array: FieldValue where Element: FieldValue {
    package init?(json: JSONValue) {
        guard let values = json.array else { return nil }
        self = []
        reserveCapacity(values.count)
        for value in values {
            guard let element = Element(json: value) else { return nil }
            append(element)
        }
    }

    package var json: JSONValue { .array(map { $0.json }) }

    package static var expectation: String {
        "a list, of which each entry is " + Element.expectation
    }

    package static func invalidPart(of json: JSONValue) -> InvalidPart? {
        guard let values = json.array else {
            return InvalidPart(steps: [], value: json, expectation: expectation)
        }
        for (index, value) in values.enumerated() {
            if let part = Element.invalidPart(of: value) { return part.below(.index(index)) }
        }
        return nil
    }
}

extension Dictionary: FieldValue where Key == ByteString, Value: FieldValue {
    package init?(json: JSONValue) {
        guard let object = json.object else { return nil }
        self = [:]
        for member in object.members {
            guard let value = Value(json: member.value) else { return nil }
            self[member.name] = value
        }
    }

    package var json: JSONValue {
        .object(
            JSONObject(
                sorted { $0.key < $1.key }.map {
                    JSONObject.Member(name: $0.key.text, value: $0.value.json)
                }))
    }

    package static var expectation: String {
        "an object, of which each member is " + Value.expectation
    }

    package static func invalidPart(of json: JSONValue) -> InvalidPart? {
        guard let object = json.object else {
            return InvalidPart(steps: [], value: json, expectation: expectation)
        }
        for member in object.members {
            if let part = Value.invalidPart(of: member.value) {
                return part.below(.member(member.name))
            }
        }
        return nil
    }
}
