/// Whatever goes over the members of an entity in their documented order: reading, writing, describing.
package protocol FieldVisitor {
    /// Goes over one member.
    mutating func field<Value: FieldValue>(_ name: String, _ value: inout Value, _ rule: FieldRule)
    /// Goes over a member that is a list of objects with members of their own.
    mutating func list<Element: Fields>(_ name: String, _ elements: inout [Element], _ rule: FieldRule)
}

extension FieldVisitor {
    /// Goes over a member that may be left out and has no form beyond its type.
    package mutating func field<Value: FieldValue>(_ name: String, _ value: inout Value) {
        field(name, &value, .optional)
    }
}

/// A value that stands in seed, export and journal as a JSON object.
///
/// One function says what the members are, so that reading, writing and checking cannot disagree.
package protocol Fields: Sendable {
    /// The value before anything was read: what stands where a member is left out.
    init()

    /// Shows the visitor each member, always in the same order.
    mutating func visitFields(_ visitor: inout some FieldVisitor)
}

/// What is asked of a member besides its type.
package struct FieldRule: Sendable {
    package let isRequired: Bool
    package let format: FieldFormat?

    /// May be left out.
    package static let optional = FieldRule(isRequired: false, format: nil)
    /// Must be there.
    package static let required = FieldRule(isRequired: true, format: nil)

    /// May be left out, and has that form.
    package static func optional(_ format: FieldFormat) -> FieldRule {
        FieldRule(isRequired: false, format: format)
    }

    /// Must be there, and has that form.
    package static func required(_ format: FieldFormat) -> FieldRule {
        FieldRule(isRequired: true, format: format)
    }
}
