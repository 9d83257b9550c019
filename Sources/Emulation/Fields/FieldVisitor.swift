/// Visits the members of an entity in their documented order: reading, writing, describing.
package protocol FieldVisitor {
    /// Visits one member.
    mutating func field<Value: FieldValue>(_ name: String, _ value: inout Value, _ rule: FieldRule)
    /// Visits a member that is a list of objects.
    mutating func list<Element: Fields>(_ name: String, _ elements: inout [Element], _ rule: FieldRule)
}

extension FieldVisitor {
    /// Visits an optional member of any form.
    package mutating func field<Value: FieldValue>(_ name: String, _ value: inout Value) {
        field(name, &value, .optional)
    }
}

/// A value that seeds, exports and journal records hold as a JSON object.
///
/// One function declares the members, so that reading, writing and checking cannot disagree.
package protocol Fields: Sendable {
    /// The default value, before anything is read.
    init()

    /// Calls the visitor for each member, always in the same order.
    mutating func visitFields(_ visitor: inout some FieldVisitor)
}

/// The requirements of a member besides its type.
package struct FieldRule: Sendable {
    package let isRequired: Bool
    private let makeFormat: (@Sendable () -> FieldFormat)?

    /// The form that the value must have.
    ///
    /// Made when it is asked for: making the list of a choice's strings takes longer than writing
    /// the value, and only readers need it.
    package var format: FieldFormat? { makeFormat?() }

    /// May be left out.
    package static let optional = FieldRule(isRequired: false, makeFormat: nil)
    /// Must be there.
    package static let required = FieldRule(isRequired: true, makeFormat: nil)

    /// May be left out, and has that form.
    package static func optional(
        _ format: @autoclosure @escaping @Sendable () -> FieldFormat
    ) -> FieldRule {
        FieldRule(isRequired: false, makeFormat: format)
    }

    /// Must be there, and has that form.
    package static func required(
        _ format: @autoclosure @escaping @Sendable () -> FieldFormat
    ) -> FieldRule {
        FieldRule(isRequired: true, makeFormat: format)
    }
}
