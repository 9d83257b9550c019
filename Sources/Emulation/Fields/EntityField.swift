/// A member of an entity as a field of a request.
///
/// For operations that read an entity from their body in the form of a seed.
package struct EntityField: RequestFieldDescription {
    package let name: String
    package let type: FieldType
    package let isRequired: Bool
    package let refusals: [Refusal]

    package var isRepeatable: Bool { false }
    package var describedType: FieldType { isRequired ? type : type.orNull }

    /// Makes a field of each member.
    ///
    /// - Parameters:
    ///   - entity: any value of the entity's type.
    ///   - refusal: the refusal of an invalid member.
    /// - Returns: the fields in the order of the members.
    package static func all(of entity: some Fields, refusal: Refusal)
        -> [any RequestFieldDescription]
    {
        var copy = entity
        var collector = EntityFieldCollector(refusal: refusal)
        copy.visitFields(&collector)
        return collector.fields
    }
}

/// Makes a request field of each member of an entity.
private struct EntityFieldCollector: FieldVisitor {
    let refusal: Refusal
    private(set) var fields: [any RequestFieldDescription] = []

    init(refusal: Refusal) {
        self.refusal = refusal
    }

    mutating func field<Value: FieldValue>(_ name: String, _ value: inout Value, _ rule: FieldRule) {
        add(name, (Value.self as? any AnswerValue.Type)?.example.fieldType ?? .any, rule)
    }

    mutating func list<Element: Fields>(
        _ name: String, _ elements: inout [Element], _ rule: FieldRule
    ) {
        add(name, .list(.any), rule)
    }

    private mutating func add(_ name: String, _ type: FieldType, _ rule: FieldRule) {
        fields.append(
            EntityField(name: name, type: type, isRequired: rule.isRequired, refusals: [refusal]))
    }
}
