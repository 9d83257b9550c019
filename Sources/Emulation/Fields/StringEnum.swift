package import JSON

/// A value that is one of a few strings: an enumeration with string raw values.
package protocol StringEnum: FieldValue, AnswerValue, CaseIterable, RawRepresentable where RawValue == String {}

extension StringEnum {
    package init?(json: JSONValue) {
        guard let text = json.string else { return nil }
        self.init(rawValue: text)
    }

    package var json: JSONValue { .string(rawValue) }

    package static var expectation: String { format.expectation }

    /// The form for the member's declaration, so that whatever describes members knows the strings.
    package static var format: FieldFormat { .oneOf(allCases.map(\.rawValue)) }
}

/// In an answer the type lists all strings.
extension StringEnum {
    package static var example: Self { allCases[allCases.startIndex] }

    package func write(to writer: inout ObjectWriter) { writer.append(string: rawValue) }

    package var fieldType: FieldType { .oneOf(Self.allCases.map(\.rawValue)) }
}
