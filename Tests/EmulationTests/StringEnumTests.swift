internal import Emulation
internal import JSON
import Synchronization
import Testing

@Suite struct StringEnumTests {
    private enum Colour: String, StringEnum {
        case red
        case darkBlue = "dark_blue"
    }

    @Test func `a choice is read and printed by its name in JSON`() {
        #expect(Colour(json: "dark_blue") == .darkBlue)
        #expect(Colour.darkBlue.json == "dark_blue")
    }

    @Test(arguments: [JSONValue.null, "blue", "darkBlue", 1, ["red"]])
    func `what is no choice is not read`(json: JSONValue) {
        #expect(Colour(json: json) == nil)
    }

    @Test func `a message names the choices`() {
        #expect(Colour.expectation == #"one of "red", "dark_blue""#)
    }

    /// A choice that counts how often its strings were listed.
    private struct Counted: StringEnum {
        static let listings = Mutex(0)

        static var allCases: [Counted] {
            listings.withLock { $0 += 1 }
            return [Counted()]
        }

        init() {}

        init?(rawValue: String) {
            guard rawValue == "only" else { return nil }
        }

        var rawValue: String { "only" }
    }

    private struct Chooser: Fields {
        private var choice = Counted()

        mutating func visitFields(_ visitor: inout some FieldVisitor) {
            visitor.field("choice", &choice, .required(Counted.format))
        }
    }

    @Test func `writing a choice does not list its strings, and reading does`() {
        var bytes: [UInt8] = []
        let before = Counted.listings.withLock { $0 }
        ObjectWriter.append(Chooser(), to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == #"{"choice":"only"}"#)
        #expect(Counted.listings.withLock { $0 } == before)
        var chooser = Chooser()
        let problem = EntityReader.read(
            &chooser, from: ["choice": "other"], at: JSONPath()
        ).first
        #expect(problem?.expectation == #"one of "only""#)
        #expect(Counted.listings.withLock { $0 } > before)
    }
}
