import Emulation
import HTTP
import Testing

struct AnswerDescriptionTests {
    private struct Part: APIObject {
        var code: Int?

        static let example = Part()

        func visitFields(_ visitor: inout some AnswerVisitor) {
            visitor.field("code", code)
        }
    }

    private struct Thing: APIObject {
        var name = "a"
        var note: String?
        var parts: [Part] = []
        var end: Timestamp?

        static let example = Thing()

        func visitFields(_ visitor: inout some AnswerVisitor) {
            visitor.field("name", name)
            visitor.optionalField("note", note)
            visitor.field("parts", parts)
            visitor.field("end", end)
            visitor.optionalField("exact_end", end.map(ExactTime.init))
        }
    }

    private func text(_ thing: Thing) -> String {
        String(decoding: Answer(200, thing).body?.wholeBytes ?? [], as: UTF8.self)
    }

    @Test func `members are written in their order, nil as null or left out as declared`() {
        #expect(text(Thing()) == #"{"name":"a","parts":[],"end":null}"#)
        let full = Thing(
            name: "b\"", note: "n", parts: [Part(code: 7), Part()],
            end: Timestamp(milliseconds: 1_500))
        #expect(
            text(full)
                == #"{"name":"b\"","note":"n","parts":[{"code":7},{"code":null}],"end":"1970-01-01T00:00:01Z","#
                + #""exact_end":"1970-01-01T00:00:01.500Z"}"#)
    }

    @Test func `the same declaration describes the object`() {
        let part = FieldType.object([
            FieldDescription("code", .nullable(.integer), isRequired: true)
        ])
        #expect(
            Thing.example.fieldType
                == .object([
                    FieldDescription("name", .string, isRequired: true),
                    FieldDescription("note", .string, isRequired: false),
                    FieldDescription("parts", .list(part), isRequired: true),
                    FieldDescription("end", .nullable(.dateTime), isRequired: true),
                    FieldDescription("exact_end", .dateTime, isRequired: false),
                ]))
    }

    @Test func `an object with one member is described by its name`() {
        #expect(
            Wrapped("data", [1]).fieldType
                == .object([FieldDescription("data", .list(.integer), isRequired: true)]))
    }
}
