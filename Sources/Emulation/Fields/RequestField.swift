public import JSON

/// The declaration of a body member or query item of a request: name, type and refusals.
///
/// An operation reads it with `RequestFields.read` or `require`, and its route lists it.
@usableFromInline
package struct RequestField<Value: Sendable>: RequestFieldDescription {
    /// The meaning of null.
    @usableFromInline
    package enum NullRule: Sendable {
        /// Like a member that is left out.
        case absent
        /// Like any other value: `parse` decides.
        case value
    }

    @usableFromInline package let name: String
    @usableFromInline package let type: FieldType
    /// Thrown by `require` when the member is left out; nil for a member that is never required.
    @usableFromInline let missing: Refused?
    /// Thrown when `parse` returns nil; without it such a value counts as left out.
    @usableFromInline let wrong: Refused?
    @usableFromInline let null: NullRule
    @usableFromInline package let isRepeatable: Bool
    @usableFromInline let parse: @Sendable (JSONValue) -> Value?

    /// - Parameters:
    ///   - name: the member's name.
    ///   - type: its type for the OpenAPI document.
    ///   - missing: the refusal when it is required and left out.
    ///   - wrong: the refusal when it has the wrong type or form; nil when such a value counts as left out.
    ///   - null: the meaning of null.
    ///   - isRepeatable: whether several query items of this name make a list.
    ///   - parse: reads the value; nil when the type or form is wrong. Query items are strings.
    package init(
        _ name: String, _ type: FieldType, missing: Refused? = nil, wrong: Refused? = nil,
        null: NullRule = .absent,
        isRepeatable: Bool = false, parse: @escaping @Sendable (JSONValue) -> Value?
    ) {
        self.name = name
        self.type = type
        self.missing = missing
        self.wrong = wrong
        self.null = null
        self.isRepeatable = isRepeatable
        self.parse = parse
    }

    /// The same field for operations that do not require it.
    package var optional: RequestField {
        RequestField(name, type, wrong: wrong, null: null, isRepeatable: isRepeatable, parse: parse)
    }

    @usableFromInline package var isRequired: Bool { missing != nil }

    @usableFromInline package var describedType: FieldType {
        if wrong == nil { return .any }
        return null == .absent && !isRequired ? type.orNull : type
    }

    @usableFromInline package var refusals: [Refusal] {
        [missing, wrong].compactMap { $0?.refusal }
    }
}

/// The facts about a field that do not depend on the type of its value.
@usableFromInline
package protocol RequestFieldDescription: Sendable {
    var name: String { get }
    var type: FieldType { get }
    /// The values that are not refused, for the OpenAPI document: null may count as left out.
    var describedType: FieldType { get }
    var isRequired: Bool { get }
    var isRepeatable: Bool { get }
    /// The refusals of reading the field.
    var refusals: [Refusal] { get }
}
