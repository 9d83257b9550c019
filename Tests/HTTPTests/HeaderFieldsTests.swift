import HTTP
import Testing

struct HeaderFieldsTests {
    private let fields: HeaderFields = ["Accept": "a", "Cookie": "1", "accept": "b"]

    @Test(arguments: ["Accept", "accept", "ACCEPT"])
    func `names are found in either case`(name: String) {
        #expect(fields[name] == "a")
        #expect(fields.values(of: name) == ["a", "b"])
    }

    @Test(arguments: ["", "Accep", "Accept ", "Accept\0", "\u{C1}ccept"])
    func `other names are not found`(name: String) {
        #expect(fields[name] == nil)
        #expect(fields.values(of: name).isEmpty)
    }

    @Test func `letters outside ASCII are no pairs of case`() {
        #expect(!"\u{E9}".equalsIgnoringASCIICase("\u{C9}"))
        #expect(!"@".equalsIgnoringASCIICase("`"))
        #expect(!"[".equalsIgnoringASCIICase("{"))
        #expect("".equalsIgnoringASCIICase(""))
        #expect(!"k".equalsIgnoringASCIICase("\u{212A}"))
    }

    @Test func `writing replaces all of a name`() {
        var changed = fields
        changed["ACCEPT"] = "c"
        #expect(changed == ["Cookie": "1", "ACCEPT": "c"])
        changed["cookie"] = nil
        #expect(changed == ["ACCEPT": "c"])
    }

    @Test func `appending keeps the others and the order`() {
        var changed = fields
        changed.append("Accept", "c")
        #expect(changed.values(of: "accept") == ["a", "b", "c"])
        #expect(changed.fields.map(\.name) == ["Accept", "Cookie", "accept", "Accept"])
    }
}
