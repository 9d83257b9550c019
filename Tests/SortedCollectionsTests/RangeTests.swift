import Testing

@testable import SortedCollections
import UnderstudyTesting

/// Ranges, ranks and offsets at every boundary, compared with a filtered array.
struct RangeTests {
    /// Sizes around the boundaries of nodes: none, one, a full leaf and one more, several levels.
    static let sizes = [0, 1, 2, 7, 8, 9, 10, 63, 64, 65, 200, 500]

    @Test(arguments: sizes)
    func `every range begins and ends where a filter says`(size: Int) {
        let (map, keys) = evens(size)
        for probe in -1...(2 * size + 1) {
            let key = WideKey(probe)
            #expect(map.elements(from: key).map(\.value) == keys.filter { $0 >= probe })
            #expect(map.elements(after: key).map(\.value) == keys.filter { $0 > probe })
            #expect(map.elements(downFrom: key).map(\.value) == keys.filter { $0 <= probe }.reversed())
        }
    }

    @Test(arguments: sizes)
    func `the rank of a key is the number of keys below it`(size: Int) {
        let (map, keys) = evens(size)
        for probe in -1...(2 * size + 1) {
            #expect(map.rank(of: WideKey(probe)) == keys.count { $0 < probe })
        }
    }

    @Test(arguments: sizes)
    func `every offset gives its element, and an offset out of range nil`(size: Int) {
        let (map, keys) = evens(size)
        for (offset, key) in keys.enumerated() {
            #expect(map.element(at: offset)?.value == key)
            #expect(map.element(at: offset)?.key == WideKey(key))
        }
        for offset in [-1, size, size + 1, .min, .max] {
            #expect(map.element(at: offset) == nil)
        }
        #expect(map.first?.value == keys.first)
        #expect(map.last?.value == keys.last)
    }

    @Test(arguments: sizes)
    func `an iterator that is at its end stays there`(size: Int) {
        let (map, keys) = evens(size)
        var up = map.makeIterator()
        var down = map.reversed().makeIterator()
        for _ in keys {
            #expect(up.next() != nil)
            #expect(down.next() != nil)
        }
        for _ in 0..<3 {
            #expect(up.next() == nil)
            #expect(down.next() == nil)
        }
    }

    @Test(arguments: sizes)
    func `sequences know how many elements they have`(size: Int) {
        let (map, _) = evens(size)
        let middle = WideKey(size)
        #expect(map.underestimatedCount == size)
        #expect(map.reversed().underestimatedCount == size)
        #expect(map.elements(from: middle).underestimatedCount == map.elements(from: middle).count { _ in true })
        #expect(
            map.elements(downFrom: middle).underestimatedCount == map.elements(downFrom: middle).count { _ in true })
    }

    /// Makes a map of the even numbers from 0 on, inserted in random order, whose values are the numbers themselves.
    private func evens(_ count: Int) -> (map: SortedDictionary<WideKey, Int>, keys: [Int]) {
        var generator = SeededGenerator(seed: UInt64(count))
        let keys = (0..<count).map { $0 * 2 }
        var map = SortedDictionary<WideKey, Int>()
        for key in keys.shuffled(using: &generator) {
            map[WideKey(key)] = key
        }
        return (map, keys)
    }
}
