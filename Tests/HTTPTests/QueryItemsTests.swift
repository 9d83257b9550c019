import HTTP
import Testing

struct QueryItemsTests {
    @Test(
        arguments: [
            ("", []),
            ("a=1", ["a", "1"]),
            ("a=1&b=2&a=3", ["a", "1", "b", "2", "a", "3"]),
            ("a", ["a", ""]),
            ("a=", ["a", ""]),
            ("=1", ["", "1"]),
            ("=", ["", ""]),
            ("&&a=1&", ["a", "1"]),
            ("a=b=c", ["a", "b=c"]),
            ("a+b=c+d", ["a b", "c d"]),
            ("a%20b=%2B%26%3D", ["a b", "+&="]),
            ("a=%", ["a", "%"]),
            ("a=%2", ["a", "%2"]),
            ("a=%zz+%41", ["a", "%zz A"]),
            ("a=%%41", ["a", "%A"]),
            ("a=100%&b=1", ["a", "100%", "b", "1"]),
            ("a=%C3%A9", ["a", "\u{E9}"]),
            ("a=%FF", ["a", "\u{FFFD}"]),
            ("a=\u{E9}", ["a", "\u{E9}"]),
            ("a;b=1", ["a;b", "1"]),
            ("a[]=1&a[]=2", ["a[]", "1", "a[]", "2"]),
            ("a=?/:@", ["a", "?/:@"]),
        ] as [(String, [String])])
    func `a query falls into names and values`(query: String, flat: [String]) {
        #expect(QueryItems(query).items.flatMap { [$0.name, $0.value] } == flat)
    }

    @Test func `no query has no items`() {
        #expect(QueryItems(nil).items.isEmpty)
    }

    @Test func `the first of a name is found, and all`() {
        let items = QueryItems("a=1&b=2&a=3&A=4")
        #expect(items["a"] == "1")
        #expect(items["A"] == "4")
        #expect(items["c"] == nil)
        #expect(items.values(of: "a") == ["1", "3"])
    }
}
