import Testing

@testable import SortedCollections
import UnderstudyTesting

/// Equality and descriptions.
struct EqualityTests {
    @Test
    func `maps with the same elements are equal, however they came about`() {
        var generator = SeededGenerator(seed: 3)
        let built = SortedDictionary(uniqueSortedElements: (0..<500).map { (WideKey($0), $0) })
        var grown = SortedDictionary<WideKey, Int>()
        for key in (0..<700).shuffled(using: &generator) {
            grown[WideKey(key)] = key
        }
        #expect(grown != built)
        for key in (500..<700).shuffled(using: &generator) {
            grown[WideKey(key)] = nil
        }
        #expect(grown == built)
    }

    @Test(arguments: [0, 250, 499])
    func `one other value, one other key or one element more makes maps unequal`(key: Int) {
        let map = SortedDictionary(uniqueSortedElements: (0..<500).map { (WideKey($0), $0) })
        var (value, moved, longer) = (map, map, map)
        value[WideKey(key)] = -1
        moved[WideKey(key)] = nil
        moved[WideKey(key + 1_000)] = key
        longer[WideKey(-key - 1)] = 0
        #expect(value != map)
        #expect(moved != map)
        #expect(longer != map)
    }

    @Test
    func `a map describes itself as a literal`() {
        let map: SortedDictionary<String, Int> = ["b": 2, "a\n": 1]
        #expect(map.debugDescription == #"["a\n": 1, "b": 2]"#)
        #expect(SortedDictionary<Int, Int>().debugDescription == "[:]")
    }

    @Test
    func `a set describes itself as a literal`() {
        let set: SortedSet<String> = ["b", "a"]
        #expect(set.debugDescription == #"["a", "b"]"#)
    }
}
