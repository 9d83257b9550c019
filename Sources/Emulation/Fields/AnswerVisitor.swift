/// Visits the members of an object in an API's answer: the writer and the describer.
@usableFromInline
package protocol AnswerVisitor {
    /// Visits a member that every such object has.
    mutating func field<Value: AnswerValue>(_ name: String, _ value: Value)
    /// Visits a member that is omitted when it is nil.
    mutating func optionalField<Value: AnswerValue>(_ name: String, _ value: Value?)
}

/// A value that a member of an answer can have.
@usableFromInline
package protocol AnswerValue: SendableMetatype {
    /// An example for the description: only the types of its members matter, not their values.
    static var example: Self { get }

    /// Appends the value's JSON text.
    func write(to writer: inout ObjectWriter)
    /// The type for the OpenAPI document.
    var fieldType: FieldType { get }
}

/// An object in an API's answer.
///
/// One function declares its members in the documented order, so that writing and describing cannot disagree.
@usableFromInline
package protocol APIObject: AnswerValue {
    /// Calls the visitor for each member, always in the same order.
    func visitFields(_ visitor: inout some AnswerVisitor)
}

extension APIObject {
    @inlinable
    package func write(to writer: inout ObjectWriter) {
        writer.append(self)
    }

    @usableFromInline package var fieldType: FieldType {
        var describer = AnswerDescriber()
        visitFields(&describer)
        return .object(describer.fields)
    }
}
