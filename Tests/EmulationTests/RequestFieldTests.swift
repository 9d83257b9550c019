@testable import Emulation
import HTTP
import JSON
import Testing

@Suite struct RequestFieldTests {
    private static let refusal = Refusal("wrong", 400, "size must be a number", .assumed)

    private func fields(_ object: JSONObject, _ declared: any RequestFieldDescription) -> RequestFields {
        RequestFields(
            object,
            declaredBy: RouteDescription(
                .post, "/", "test", isWrite: true, body: [declared], query: [], refusals: []))
    }

    @Test func `a value that a field without a refusal does not understand counts as left out`() throws {
        let field = RequestField<Int>("size", .integer) { $0.int }
        #expect(try fields(["size": "large"], field).read(field) == nil)
        #expect(try fields(["size": 3], field).read(field) == 3)
        #expect(field.refusals == [])
    }

    @Test func `the optional form of a field refuses what is wrong, but not that it is missing`() throws {
        let field = RequestField<Int>("size", .integer, missing: Refused(Self.refusal), wrong: Refused(Self.refusal)) {
            $0.int
        }
        #expect(throws: Refused(Self.refusal)) { try fields([:], field).require(field) }
        #expect(try fields([:], field.optional).read(field.optional) == nil)
        #expect(throws: Refused(Self.refusal)) { try fields(["size": "large"], field.optional).read(field.optional) }
        #expect(field.isRequired && !field.optional.isRequired)
    }

    @Test func `the optional form of a field treats null and repeated items alike`() throws {
        let field = RequestField<[String]>(
            "tags", .list(.string), missing: Refused(Self.refusal), wrong: Refused(Self.refusal), null: .value,
            isRepeatable: true
        ) { [String](json: $0) }
        #expect(field.optional.isRepeatable)
        #expect(throws: Refused(Self.refusal)) { try fields(["tags": .null], field.optional).read(field.optional) }
    }

    @Test func `a subject replaces all parts in angle brackets from the first to the last`() {
        let refusal = Refusal("form", 400, "Sorry: <member> is <value>, expected <form>.", .assumed)
        #expect(Refused(refusal, about: "a is 1 > 0, expected 2").message == "Sorry: a is 1 > 0, expected 2.")
    }
}
