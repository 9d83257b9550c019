/// The type of a member, as the OpenAPI document states it.
@usableFromInline
package indirect enum FieldType: Equatable, Sendable {
    case string
    /// A string that a regular expression (ECMA-262) matches somewhere.
    case text(matching: String)
    case email
    case uuid
    /// A date and time (RFC 3339).
    case dateTime
    /// A day (RFC 3339).
    case date
    case boolean
    case integer
    /// An integer with a smallest value, and a greatest one unless it is nil.
    case integerFrom(Int, to: Int?)
    case number
    /// Any JSON value.
    case any
    /// One of these strings.
    case oneOf([String])
    case list(FieldType)
    case object([FieldDescription])
    /// The type, or null.
    case nullable(FieldType)
    /// An object whose members have any name and this type.
    case map(FieldType)
}

extension FieldType {
    package static let nonEmpty = FieldType.text(matching: "^[\\s\\S]")
    package static let nonBlank = FieldType.text(matching: "\\S")

    /// The type, or null.
    var orNull: FieldType {
        if case .nullable = self { self } else { .nullable(self) }
    }
}

/// A member of an object, as the OpenAPI document states it.
@usableFromInline
package struct FieldDescription: Equatable, Sendable {
    package let name: String
    package let type: FieldType
    package let isRequired: Bool

    package init(_ name: String, _ type: FieldType, isRequired: Bool) {
        self.name = name
        self.type = type
        self.isRequired = isRequired
    }
}

/// Collects the members that an answer's object declares.
struct AnswerDescriber: AnswerVisitor {
    private(set) var fields: [FieldDescription] = []

    mutating func field<Value: AnswerValue>(_ name: String, _ value: Value) {
        fields.append(FieldDescription(name, value.fieldType, isRequired: true))
    }

    mutating func optionalField<Value: AnswerValue>(_ name: String, _ value: Value?) {
        fields.append(FieldDescription(name, (value ?? Value.example).fieldType, isRequired: false))
    }
}
