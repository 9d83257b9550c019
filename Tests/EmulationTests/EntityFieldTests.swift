import Emulation
import HTTP
import Testing

@Suite struct EntityFieldTests {
    private enum Color: String, StringEnum, AnswerValue {
        case red
        case green

        static let example = red
    }

    private struct Part: Fields {
        mutating func visitFields(_ visitor: inout some FieldVisitor) {}
    }

    private struct Thing: Fields {
        var name = ""
        var size: Int?
        var color = Color.red
        var shares: [ByteString: Double] = [:]
        var parts: [Part] = []

        mutating func visitFields(_ visitor: inout some FieldVisitor) {
            visitor.field("name", &name, .required(.nonBlank))
            visitor.field("size", &size)
            visitor.field("color", &color)
            visitor.field("shares", &shares)
            visitor.list("parts", &parts, .required)
        }
    }

    @Test
    func `an entity's members become fields in their order, with their types and the refusal`() {
        let refusal = Refusal("wrong", 400, "<member> is wrong", .assumed)
        let fields = EntityField.all(of: Thing(), refusal: refusal)
        #expect(fields.map(\.name) == ["name", "size", "color", "shares", "parts"])
        #expect(
            fields.map(\.type) == [
                .string, .nullable(.integer), .oneOf(["red", "green"]), .any, .list(.any),
            ])
        #expect(fields.map(\.isRequired) == [true, false, false, false, true])
        #expect(fields.allSatisfy { $0.refusals == [refusal] && !$0.isRepeatable })
    }

    @Test func `an enumeration is written as its string`() {
        #expect(
            String(
                decoding: Answer(200, [Color.green, .red]).body?.wholeBytes ?? [], as: UTF8.self)
                == #"["green","red"]"#)
    }
}
