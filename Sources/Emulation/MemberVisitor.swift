/// Whatever goes over the members of an entity in their documented order: reading, writing, describing.
package protocol MemberVisitor {
    /// Goes over one member.
    mutating func member<Value: MemberValue>(_ name: String, _ value: inout Value, _ rule: MemberRule)
    /// Goes over a member that is a list of objects with members of their own.
    mutating func list<Element: Members>(_ name: String, _ elements: inout [Element], _ rule: MemberRule)
}

extension MemberVisitor {
    /// Goes over a member that may be left out and has no form beyond its type.
    package mutating func member<Value: MemberValue>(_ name: String, _ value: inout Value) {
        member(name, &value, .optional)
    }
}

/// A value that stands in seed, export and journal as a JSON object.
///
/// One function says what the members are, so that reading, writing and checking cannot disagree.
package protocol Members: Sendable {
    /// The value before anything was read: what stands where a member is left out.
    init()

    /// Shows the visitor each member, always in the same order.
    mutating func visitMembers(_ visitor: inout some MemberVisitor)
}

/// What is asked of a member besides its type.
package struct MemberRule: Sendable {
    package let isRequired: Bool
    package let format: MemberFormat?

    /// May be left out.
    package static let optional = MemberRule(isRequired: false, format: nil)
    /// Must be there.
    package static let required = MemberRule(isRequired: true, format: nil)

    /// May be left out, and has that form.
    package static func optional(_ format: MemberFormat) -> MemberRule {
        MemberRule(isRequired: false, format: format)
    }

    /// Must be there, and has that form.
    package static func required(_ format: MemberFormat) -> MemberRule {
        MemberRule(isRequired: true, format: format)
    }
}
