internal import JSON

/// Writes objects as JSON text, member by member, without making JSON values first.
///
/// It can be inlined into the services, because a generic visitor is only fast when it is
/// specialized for the objects that it visits.
@usableFromInline
package struct ObjectWriter: AnswerVisitor {
    @usableFromInline
    package internal(set) var bytes: [UInt8]
    /// What comes before `bytes` when lists were postponed.
    @usableFromInline var earlierParts: [Part] = []

    /// A part of an answer, in the order of the text.
    @usableFromInline
    enum Part {
        case bytes([UInt8])
        /// A list that is written when the answer is sent.
        case list(any PostponedList)
    }

    /// Capacity for the text of one object, which avoids growing in small steps.
    @usableFromInline static let usualByteCount = 512

    @inlinable
    package init() {
        bytes = []
        bytes.reserveCapacity(Self.usualByteCount)
    }

    /// Appends to existing bytes.
    @inlinable
    init(appendingTo bytes: consuming [UInt8]) {
        self.bytes = bytes
    }

    /// Adds an object.
    @inlinable
    package mutating func append(_ object: some APIObject) {
        append("{")
        object.visitFields(&self)
        close("}")
    }

    /// Adds a list.
    ///
    /// From a span, because a loop over an array copies each element.
    @inlinable
    package mutating func append<Value: AnswerValue>(_ values: Span<Value>) {
        append("[")
        for index in values.indices {
            values[index].write(to: &self)
            append(",")
        }
        close("]")
    }

    @inlinable
    package mutating func field<Value: AnswerValue>(_ name: String, _ value: Value) {
        append(name: name)
        value.write(to: &self)
        append(",")
    }

    @inlinable
    package mutating func optionalField<Value: AnswerValue>(_ name: String, _ value: Value?) {
        guard let value else { return }
        field(name, value)
    }

    /// Adds JSON text.
    @inlinable
    package mutating func append(json text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Adds JSON text.
    mutating func append(_ text: [UInt8]) {
        if bytes.isEmpty { bytes = text } else { bytes.append(contentsOf: text) }
    }

    /// Adds a list that is written later.
    @usableFromInline
    mutating func postpone(_ list: any PostponedList) {
        earlierParts.append(.bytes(bytes))
        earlierParts.append(.list(list))
        bytes = []
    }

    var hasPostponed: Bool { !earlierParts.isEmpty }

    /// Removes and returns all that was written, in order; the first part is bytes.
    mutating func takeParts() -> [Part] {
        let parts = earlierParts + [.bytes(bytes)]
        earlierParts = []
        bytes = []
        return parts
    }

    /// Adds a member's name and the colon.
    @usableFromInline
    mutating func append(name: String) {
        JSONValue.appendName(name, to: &bytes)
    }

    @usableFromInline
    package mutating func append(string: String) {
        JSONValue.appendString(string, to: &bytes)
    }

    @usableFromInline
    mutating func append(integer: Int) {
        JSONValue.appendInteger(integer, to: &bytes)
    }

    @usableFromInline
    mutating func append(seconds moment: Timestamp) {
        bytes.append(UInt8(ascii: "\""))
        moment.appendRFC3339Seconds(to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    @inlinable
    mutating func append(_ character: Unicode.Scalar) {
        bytes.append(UInt8(ascii: character))
    }

    /// Ends an object or a list; the bracket replaces the comma after the last entry.
    @usableFromInline
    mutating func close(_ bracket: Unicode.Scalar) {
        if bytes.last == UInt8(ascii: ",") { bytes.removeLast() }
        bytes.append(UInt8(ascii: bracket))
    }
}

extension String: AnswerValue {
    @usableFromInline package static var example: String { "" }

    @inlinable package func write(to writer: inout ObjectWriter) { writer.append(string: self) }

    @usableFromInline package var fieldType: FieldType { .string }
}

/// An enumeration is its string; its type has to name only an example.
extension AnswerValue where Self: RawRepresentable & CaseIterable, RawValue == String {
    @inlinable package func write(to writer: inout ObjectWriter) { writer.append(string: rawValue) }

    @usableFromInline package var fieldType: FieldType { .oneOf(Self.allCases.map(\.rawValue)) }
}

extension Int: AnswerValue {
    @usableFromInline package static var example: Int { 0 }

    @inlinable package func write(to writer: inout ObjectWriter) { writer.append(integer: self) }

    @usableFromInline package var fieldType: FieldType { .integer }
}

extension Bool: AnswerValue {
    @usableFromInline package static var example: Bool { false }

    @inlinable package func write(to writer: inout ObjectWriter) {
        writer.append(json: self ? "true" : "false")
    }

    @usableFromInline package var fieldType: FieldType { .boolean }
}

extension Double: AnswerValue {
    @usableFromInline package static var example: Double { 0 }

    @usableFromInline package func write(to writer: inout ObjectWriter) {
        JSONValue.number(JSONNumber(self)).append(to: &writer.bytes)
    }

    @usableFromInline package var fieldType: FieldType { .number }
}

/// Whole seconds, as the services print times.
extension Timestamp: AnswerValue {
    @usableFromInline package static var example: Timestamp { Timestamp(milliseconds: 0) }

    @inlinable package func write(to writer: inout ObjectWriter) {
        writer.append(seconds: self)
    }

    @usableFromInline package var fieldType: FieldType { .dateTime }
}

/// A time that is printed with its fraction of a second, so that a client gets back what it sent.
@usableFromInline
package struct ExactTime: AnswerValue {
    private let moment: Timestamp

    package init(_ moment: Timestamp) {
        self.moment = moment
    }

    @usableFromInline package func write(to writer: inout ObjectWriter) {
        moment.appendJSON(to: &writer.bytes)
    }

    @usableFromInline package static var example: ExactTime {
        ExactTime(Timestamp(milliseconds: 0))
    }

    @usableFromInline package var fieldType: FieldType { .dateTime }
}

/// Nil is null.
extension Optional: AnswerValue where Wrapped: AnswerValue {
    @usableFromInline package static var example: Self { nil }

    @inlinable package func write(to writer: inout ObjectWriter) {
        if let value = self { value.write(to: &writer) } else { writer.append(json: "null") }
    }

    @usableFromInline package var fieldType: FieldType {
        .nullable((self ?? Wrapped.example).fieldType)
    }
}

extension Array: AnswerValue where Element: AnswerValue {
    @usableFromInline package static var example: [Element] { [] }

    @inlinable package func write(to writer: inout ObjectWriter) { writer.append(span) }

    @usableFromInline package var fieldType: FieldType {
        .list((first ?? Element.example).fieldType)
    }
}

/// An object with one member, such as `{"data":[…]}`.
@usableFromInline
package struct Wrapped<Value: AnswerValue>: APIObject {
    @usableFromInline let name: String
    @usableFromInline let value: Value

    @inlinable
    package init(_ name: String, _ value: Value) {
        self.name = name
        self.value = value
    }

    @usableFromInline package static var example: Wrapped { Wrapped("value", Value.example) }

    @inlinable
    package func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.field(name, value)
    }
}

/// Writes entities for exports and the journal: canonical form, complete, on one line.
extension ObjectWriter: FieldVisitor {
    /// Appends an entity's object.
    package static func append(_ entity: some Fields, to bytes: inout [UInt8]) {
        var copy = entity
        var writer = ObjectWriter(appendingTo: bytes)
        bytes = []
        writer.append("{")
        copy.visitFields(&writer)
        writer.close("}")
        bytes = writer.bytes
    }

    package mutating func field<Value: FieldValue>(
        _ name: String, _ value: inout Value, _ rule: FieldRule
    ) {
        JSONValue.appendName(name, to: &bytes)
        value.appendJSON(to: &bytes)
        append(",")
    }

    package mutating func list<Element: Fields>(
        _ name: String, _ elements: inout [Element], _ rule: FieldRule
    ) {
        JSONValue.appendName(name, to: &bytes)
        append("[")
        // To write through the list would copy it.
        for var element in elements {
            append("{")
            element.visitFields(&self)
            close("}")
            append(",")
        }
        close("]")
        append(",")
    }
}
