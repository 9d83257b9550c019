package import JSON

/// The form that a member's value must have.
package enum FieldFormat: Sendable, Equatable {
    case email
    case integer(ClosedRange<Int>)
    case nonBlank
    case nonEmpty
    case nonNegative
    case oneOf([String])
    case positive
    case slug
    case uuid

    /// Whether a value of the right type has the form; null has every form.
    package func accepts(_ value: JSONValue) -> Bool {
        if value == .null { return true }
        return switch self {
        case .email: value.string.map(TextFormat.isEmail) ?? false
        case .integer(let range): value.int.map(range.contains) ?? false
        case .nonBlank: value.string.map { !$0.isBlank } ?? false
        case .nonEmpty: value.string.map { !$0.isEmpty } ?? false
        case .nonNegative: value.int.map { $0 >= 0 } ?? false
        case .oneOf(let texts): value.string.map(texts.contains) ?? false
        case .positive: value.int.map { $0 > 0 } ?? false
        case .slug: value.string.map(TextFormat.isSlug) ?? false
        case .uuid: value.string.map(TextFormat.isUUID) ?? false
        }
    }

    /// The expectation in messages.
    package var expectation: String {
        switch self {
        case .email: "an e-mail address such as \"ada@example.com\""
        case .integer(let range):
            "an integer from \(range.lowerBound) to \(range.upperBound)"
        case .nonBlank: "a string that is not blank"
        case .nonEmpty: "a string that is not empty"
        case .nonNegative: "a non-negative integer"
        case .oneOf(let texts): "one of " + texts.map { "\"\($0)\"" }.joined(separator: ", ")
        case .positive: "a positive integer"
        case .slug:
            "lower-case letters and digits in words that single hyphens join, such as \"new-co\""
        case .uuid: "a UUID such as \"7d0f3a52-5c1e-4d7e-9a55-2f6c1b0e8a01\""
        }
    }
}
