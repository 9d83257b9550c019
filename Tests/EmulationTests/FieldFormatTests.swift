import Emulation
import JSON
import Testing

struct FieldFormatTests {
    @Test(
        arguments: [
            (.email, JSONValue.string("ada@example.com"), true), (.email, .string("ada"), false),
            (.email, 7, false), (.nonBlank, .string("x"), true), (.nonBlank, .string(""), false),
            (.nonBlank, .string(" \u{FEFF}"), false), (.nonBlank, false, false), (.nonEmpty, .string(" "), true),
            (.nonEmpty, .string(""), false),
            (.nonEmpty, 7, false), (.nonNegative, 0, true),
            (.nonNegative, 7, true), (.nonNegative, -1, false), (.nonNegative, .string("1"), false),
            (.nonNegative, .number(JSONNumber(1.5)), false), (.oneOf(["a", "b"]), .string("b"), true),
            (.oneOf(["a", "b"]), .string("B"), false), (.oneOf([]), .string(""), false),
            (.positive, 1, true), (.positive, 0, false), (.positive, .string("1"), false),
            (.slug, .string("new-co-2"), true), (.slug, .string("a"), true), (.slug, .string(""), false),
            (.slug, .string("New-co"), false), (.slug, .string("a--b"), false), (.slug, .string("-a"), false),
            (.slug, .string("a-"), false), (.slug, .string("a_b"), false), (.slug, .string("é"), false),
            (.slug, 7, false), (.uuid, .string("7d0f3a52-5c1e-4d7e-9a55-2f6c1b0e8a01"), true),
            (.uuid, .string("x"), false),
            (.uuid, .string(""), false), (.uuid, true, false),
        ] as [(FieldFormat, JSONValue, Bool)])
    func `a form accepts matching values`(format: FieldFormat, value: JSONValue, isAccepted: Bool) {
        #expect(format.accepts(value) == isAccepted)
    }

    @Test(arguments: [
        FieldFormat.email, .nonBlank, .nonEmpty, .nonNegative, .oneOf([]), .positive, .slug, .uuid,
    ])
    func `null has every form, because the type decides whether it is allowed`(format: FieldFormat) {
        #expect(format.accepts(.null))
    }
}
