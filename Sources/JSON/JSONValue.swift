internal import Bytes

/// A JSON value (RFC 8259, section 3) that preserves the text it was read from: the order of members and the text of
/// numbers.
///
/// Two values are equal when their compact texts are the same bytes: members in the same order, numbers
/// spelled alike, strings compared by UTF-8 bytes and not by canonical equivalence.
@usableFromInline
package enum JSONValue: Sendable {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
}

extension JSONValue: Equatable {
    /// Compares kind and content; of objects also the order of members.
    @usableFromInline
    package static func == (left: JSONValue, right: JSONValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        default: false
        }
    }
}
