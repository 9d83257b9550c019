import Testing

@testable import SortedCollections

/// Maps that are built in one go.
struct BuildTests {
    @Test(arguments: Array(0...130) + [400, 449, 513, 1_000])
    func `a map that is built from sorted elements is sound, and goes on being so`(size: Int) {
        var map = SortedDictionary(uniqueSortedElements: (0..<size).map { (WideKey($0), $0) })
        #expect(map.count == size)
        #expect(map.checkInvariants() == [])
        #expect(map.map(\.value) == Array(0..<size))
        for key in stride(from: 0, to: size, by: 3) {
            map[WideKey(key)] = nil
        }
        #expect(map.checkInvariants() == [])
        #expect(map.map(\.value) == (0..<size).filter { $0 % 3 != 0 })
    }

    @Test
    func `elements that are not sorted still all arrive, the last for a key`() {
        let elements = [(1, "a"), (3, "b"), (2, "c"), (3, "d"), (0, "e")]
        let map = SortedDictionary(uniqueSortedElements: elements)
        #expect(map == [0: "e", 1: "a", 2: "c", 3: "d"])
    }

    @Test
    func `a stream of elements may be read only once`() {
        var next = 0
        let once = AnyIterator<(Int, Int)> {
            defer { next += 1 }
            return next < 1_000 ? (next == 500 ? 3 : next, next) : nil
        }
        let map = SortedDictionary(uniqueSortedElements: once)
        #expect(next == 1_001)
        #expect(map.count == 999)
        #expect(map[3] == 500)
    }

    @Test
    func `the last value for a key in a literal wins`() {
        let map: SortedDictionary<String, Int> = ["b": 1, "a": 2, "b": 3]
        #expect(map.map(\.key) == ["a", "b"])
        #expect(map["b"] == 3)
    }
}
