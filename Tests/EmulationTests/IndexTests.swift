import Emulation
import Testing

struct IndexTests {
    /// A row of any number of keys.
    private struct Item {
        var keys: [String] = []
        var time: Int64 = 0

        var key: String? { keys.first }
        var createdAt: Timestamp { Timestamp(milliseconds: time) }
    }

    private func time(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds) }

    private func change(_ number: Int, from old: Item?, to new: Item?) -> RowChange<Item> {
        RowChange(RowID(number: number), from: old, to: new)
    }

    private func item(_ keys: String..., at time: Int64 = 0) -> Item { Item(keys: keys, time: time) }

    private var index: Index<String> {
        var index = Index<String>()
        for (key, time, number) in [
            ("b", 5, 1), ("b", 5, 2), ("b", -9, 3), ("a", .max, 9), ("c", .min, .min),
        ] as [(String, Int64, Int)] {
            index.apply(change(number, from: nil, to: item(key, at: time)), by: \.key, at: \.createdAt)
        }
        return index
    }

    @Test func `the rows of a key are sorted by time, those of the same time by row id`() {
        #expect(index.oldestFirst("b").map(\.number) == [3, 1, 2])
        #expect(index.newestFirst("b").map(\.number) == [2, 1, 3])
    }

    @Test func `rows of other keys are not listed, even at the bounds of time`() {
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
    func `a page begins after the rows before it`(count: Int, numbers: [Int]) {
        #expect(index.oldestFirst("b", skipping: count).map(\.number) == numbers)
        let newest = [2, 1, 3].dropFirst(count)
        #expect(index.newestFirst("b", skipping: count).map(\.number) == Array(newest))
        #expect(index.oldestFirst("bb", skipping: count).map(\.number) == [])
        #expect(index.newestFirst("bb", skipping: count).map(\.number) == [])
        #expect(index.newestFirst("z", skipping: count).map(\.number) == [])
    }

    @Test(arguments: [(-10, [3, 1, 2]), (-9, [3, 1, 2]), (-8, [1, 2]), (5, [1, 2]), (6, [])] as [(Int64, [Int])])
    func `rows are read from a time on`(moment: Int64, numbers: [Int]) {
        #expect(index.oldestFirst("b", from: time(moment)).map(\.number) == numbers)
        #expect(index.oldestFirst("bb", from: time(moment)).map(\.number) == [])
    }

    @Test func `an entry is removed only by the row that has it`() {
        var index = index
        index.apply(change(1, from: item("b", at: 6), to: nil), by: \.key, at: \.createdAt)
        index.apply(change(9, from: item("b", at: 5), to: nil), by: \.key, at: \.createdAt)
        #expect(index.count(of: "b") == 3)
        index.apply(change(1, from: item("b", at: 5), to: nil), by: \.key, at: \.createdAt)
        #expect(index.oldestFirst("b").map(\.number) == [3, 2])
    }

    @Test func `an update moves a row to its new key and its new time`() {
        var index = index
        index.apply(change(3, from: item("b", at: -9), to: item("b", at: 7)), by: \.key, at: \.createdAt)
        #expect(index.oldestFirst("b").map(\.number) == [1, 2, 3])
        index.apply(change(3, from: item("b", at: 7), to: item("a", at: 7)), by: \.key, at: \.createdAt)
        #expect(index.oldestFirst("b").map(\.number) == [1, 2])
        #expect(index.oldestFirst("a").map(\.number) == [3, 9])
    }

    @Test func `a row without a key has no entry`() {
        var index = Index<String>()
        index.apply(change(1, from: nil, to: item()), by: \.key, at: \.createdAt)
        #expect(index == Index())
        index.apply(change(1, from: item(), to: item("a")), by: \.key, at: \.createdAt)
        #expect(index.oldestFirst("a").map(\.number) == [1])
        index.apply(change(1, from: item("a"), to: item()), by: \.key, at: \.createdAt)
        #expect(index == Index())
    }

    @Test func `a row has an entry for each of its keys`() {
        var index = Index<String>()
        index.apply(change(1, from: nil, to: item("a", "b", "a")), byEach: \.keys, at: \.createdAt)
        index.apply(change(2, from: nil, to: item("b")), byEach: \.keys, at: \.createdAt)
        #expect(index.oldestFirst("a").map(\.number) == [1])
        #expect(index.oldestFirst("b").map(\.number) == [1, 2])
        index.apply(change(1, from: item("a", "b", "a"), to: item("b", "c")), byEach: \.keys, at: \.createdAt)
        #expect(index.count(of: "a") == 0)
        #expect(index.count(of: "b") == 2)
        #expect(index.count(of: "c") == 1)
        index.apply(change(1, from: item("b", "c"), to: nil), byEach: \.keys, at: \.createdAt)
        index.apply(change(2, from: item("b"), to: nil), byEach: \.keys, at: \.createdAt)
        #expect(index == Index())
    }

    @Test func `a unique key is its last row's, and an earlier one does not remove it`() {
        var index = UniqueIndex<String>()
        index.apply(change(1, from: nil, to: item("a")), by: \.key)
        index.apply(change(2, from: nil, to: item("a")), by: \.key)
        index.apply(change(1, from: item("a"), to: nil), by: \.key)
        #expect(index["a"] == RowID(number: 2))
        index.apply(change(2, from: item("a"), to: item("b")), by: \.key)
        #expect(index["a"] == nil)
        #expect(index["b"] == RowID(number: 2))
        index.apply(change(2, from: item("b"), to: item()), by: \.key)
        #expect(index == UniqueIndex())
    }

    @Test func `a change that keeps key and time leaves the index's storage alone`() {
        var index = index
        let copy = index
        // An entry that is missing would be inserted if the change were applied.
        index.apply(change(7, from: item("b", at: 1), to: item("b", at: 1)), by: \.key, at: \.createdAt)
        index.apply(change(7, from: item("b", "c"), to: item("b", "c")), byEach: \.keys, at: \.createdAt)
        #expect(index == copy)
        var unique = UniqueIndex<String>()
        unique.apply(change(7, from: item("b"), to: item("b")), by: \.key)
        #expect(unique == UniqueIndex())
    }
}
