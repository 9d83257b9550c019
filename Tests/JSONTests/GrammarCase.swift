import Testing

/// A text with the decision about it, named as in JSONTestSuite: `y_` must be taken, `n_` must be refused,
/// and `i_` is left open by RFC 8259 and decided here.
struct GrammarCase: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]

    init(_ name: String, _ text: String) {
        self.name = name
        bytes = Array(text.utf8)
    }

    init(_ name: String, _ bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    var testDescription: String { name }
}
