import Testing

@testable import SortedCollections

/// Maps that are built in ascending order of their keys, and from literals.
struct BuildTests {
    @Test(arguments: Array(0...130) + [400, 449, 513, 1_000])
    func `a map that is built from sorted elements satisfies the invariants, also after removals`(size: Int) {
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
    func `the last value for a key in a literal wins`() {
        let map: SortedDictionary<String, Int> = ["b": 1, "a": 2, "b": 3]
        #expect(map.map(\.key) == ["a", "b"])
        #expect(map["b"] == 3)
    }
}
