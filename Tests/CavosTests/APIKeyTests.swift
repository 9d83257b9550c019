import Emulation
import Testing

@testable import Cavos

struct APIKeyTests {
    @Test func `a plaintext has the prefix and 48 characters`() {
        var identifiers = IdentifierSource(seed: 1)
        var seen: Set<String> = []
        for _ in 0..<200 {
            let key = APIKey.plaintext(from: &identifiers)
            #expect(key.wholeMatch(of: /cav_[A-Za-z0-9_-]{48}/) != nil)
            seen.insert(key)
        }
        #expect(seen.count == 200)
    }

    @Test(arguments: [("cav_0123456789", "cav_01234567"), ("cav_x", "cav_x"), ("cav_01234567", "cav_01234567")])
    func `the dashboard shows the first 12 characters`(text: String, prefix: String) {
        var key = APIKey()
        key.key = text
        #expect(key.keyPrefix == prefix)
    }

    @Test func `a key is found by its text until it goes`() {
        var table = Table<APIKey>()
        var key = APIKey()
        (key.id, key.key, key.organizationID) = ("1", "cav_a", "o")
        table.put(key)
        key.key = "cav_b"
        table.put(key)
        #expect(table.indexes.byKey["cav_a"] == nil)
        #expect(table.indexes.byKey["cav_b"].flatMap { table[$0] } == key)
        #expect(table.indexes.byOrganization.count(of: "o") == 1)
        table.delete("1")
        #expect(table.indexes.byKey["cav_b"] == nil)
        #expect(table.indexes.byOrganization.count(of: "o") == 0)
    }
}
