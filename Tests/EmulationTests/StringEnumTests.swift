internal import Emulation
internal import JSON
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
}
