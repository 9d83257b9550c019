import HTTP
import Testing

struct HeaderFieldsTests {
    private let fields: HeaderFields = ["Accept": "a", "Cookie": "1", "accept": "b"]

    @Test(arguments: ["Accept", "accept", "ACCEPT"])
    func `names are found in either case`(name: String) {
        #expect(fields[name] == "a")
        #expect(fields.values(of: name) == ["a", "b"])
    }

    @Test func `a typed name means the same as its text, in either case`() {
        var fields: HeaderFields = [.contentType: "a/b", "content-type": "c/d", "X-Own": "1"]
        #expect(fields["CONTENT-TYPE"] == "a/b")
        #expect(fields[.contentType] == "a/b")
        #expect(fields.values(of: .contentType) == ["a/b", "c/d"])
        fields.append(.allow, "GET")
        fields[.contentType] = nil
        #expect(fields == ["X-Own": "1", .allow: "GET"])
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
