import Emulation
import Testing

struct IndexTests {
    private func place(_ number: Int) -> RowID { RowID(number: number) }
    private func time(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds) }

    private var index: Index<String> {
        var index = Index<String>()
        index.insert("b", time(5), at: place(1))
        index.insert("b", time(5), at: place(2))
        index.insert("b", time(-9), at: place(3))
        index.insert("a", time(.max), at: place(9))
        index.insert("c", time(.min), at: place(.min))
        return index
    }

    @Test func `rows of a key come by time, those of one moment as they came in`() {
        #expect(index.oldestFirst("b").map(\.number) == [3, 1, 2])
        #expect(index.newestFirst("b").map(\.number) == [2, 1, 3])
    }

    @Test func `the neighbours of a key do not show, at the bounds of time neither`() {
        #expect(index.oldestFirst("a").map(\.number) == [9])
        #expect(index.newestFirst("c").map(\.number) == [.min])
        #expect(index.oldestFirst("").map(\.number) == [])
        #expect(index.newestFirst("bb").map(\.number) == [])
        #expect(index.newestFirst("z").map(\.number) == [])
    }

    @Test(arguments: [("a", 1), ("b", 3), ("c", 1), ("", 0), ("bb", 0), ("z", 0)])
    func `the rows of a key are counted`(key: String, count: Int) {
        #expect(index.count(of: key) == count)
    }

    @Test(arguments: [(0, [3, 1, 2]), (1, [1, 2]), (2, [2]), (3, []), (4, []), (.max, [])])
    func `a page begins behind the rows before it`(count: Int, numbers: [Int]) {
        #expect(index.oldestFirst("b", skipping: count).map(\.number) == numbers)
        let newest = [2, 1, 3].dropFirst(count)
        #expect(index.newestFirst("b", skipping: count).map(\.number) == Array(newest))
        #expect(index.oldestFirst("bb", skipping: count).map(\.number) == [])
        #expect(index.newestFirst("bb", skipping: count).map(\.number) == [])
        #expect(index.newestFirst("z", skipping: count).map(\.number) == [])
    }

    @Test(arguments: [(-10, [3, 1, 2]), (-9, [3, 1, 2]), (-8, [1, 2]), (5, [1, 2]), (6, [])] as [(Int64, [Int])])
    func `rows are read from a moment on`(moment: Int64, numbers: [Int]) {
        #expect(index.oldestFirst("b", from: time(moment)).map(\.number) == numbers)
        #expect(index.oldestFirst("bb", from: time(moment)).map(\.number) == [])
    }

    @Test func `an entry goes only as it was put in`() {
        var index = index
        index.remove("b", time(6), at: place(1))
        index.remove("b", time(5), at: place(9))
        #expect(index.count(of: "b") == 3)
        index.remove("b", time(5), at: place(1))
        #expect(index.oldestFirst("b").map(\.number) == [3, 2])
    }

    @Test func `a unique key is its last row's, and an earlier one does not take it away`() {
        var index = UniqueIndex<String>()
        index.insert("a", at: place(1))
        index.insert("a", at: place(2))
        index.remove("a", at: place(1))
        #expect(index["a"] == place(2))
        index.remove("a", at: place(2))
        #expect(index["a"] == nil)
        index.remove("a", at: place(2))
    }
}
