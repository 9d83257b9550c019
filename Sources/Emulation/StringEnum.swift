package import JSON

/// A member's value that is one of a few texts: an enumeration with texts behind its cases.
package protocol StringEnum: FieldValue, CaseIterable, RawRepresentable where RawValue == String {}

extension StringEnum {
    package init?(json: JSONValue) {
        guard let text = json.string else { return nil }
        self.init(rawValue: text)
    }

    package var json: JSONValue { .string(rawValue) }

    package static var expectation: String { format.expectation }

    /// The form to ask for where the member is declared, so that whatever describes members learns the texts.
    package static var format: FieldFormat { .oneOf(allCases.map(\.rawValue)) }
}
