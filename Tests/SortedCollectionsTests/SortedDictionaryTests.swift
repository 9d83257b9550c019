import Testing

@testable import SortedCollections
import UnderstudyTesting

/// Single operations of the map, each with what it says and what it leaves behind.
struct SortedDictionaryTests {
    @Test
    func `an empty map has nothing anywhere`() {
        var map = SortedDictionary<Int, String>()
        #expect(map.isEmpty)
        #expect(map.count == 0)
        #expect(map.first == nil)
        #expect(map.last == nil)
        #expect(map[1] == nil)
        #expect(map.rank(of: 1) == 0)
        #expect(map.removeValue(forKey: 1) == nil)
        #expect(Array(map).isEmpty)
        #expect(Array(map.reversed()).isEmpty)
        map.removeAll()
        #expect(map.checkInvariants() == [])
    }

    @Test
    func `a new key gives nil, a known one its old value`() {
        var map = SortedDictionary<String, Int>()
        #expect(map.updateValue(1, forKey: "a") == nil)
        #expect(map.updateValue(2, forKey: "a") == 1)
        #expect(map["a"] == 2)
        #expect(map.contains("a"))
        #expect(!map.contains("b"))
    }

    @Test
    func `a value that is itself optional may be nil`() {
        var map = SortedDictionary<Int, Int?>()
        map.updateValue(nil, forKey: 1)
        #expect(map.count == 1)
        #expect(map[1] == .some(nil))
        #expect(map.removeValue(forKey: 1) == .some(nil))
        #expect(map.isEmpty)
    }

    @Test
    func `a change through the subscript reaches into the value`() {
        var map: SortedDictionary<String, [Int]> = ["a": [1]]
        map["a"]?.append(2)
        #expect(map == ["a": [1, 2]])
    }

    @Test
    func `keys that were replaced stay the first that came`() {
        var map = SortedDictionary<Alias, Int>()
        map[Alias(rank: 1, name: "first")] = 1
        map[Alias(rank: 1, name: "second")] = 2
        #expect(map.first?.key.name == "first")
        #expect(map.first?.value == 2)
    }

    @Test
    func `modify returns what its body returns`() {
        var map: SortedDictionary<Int, Int> = [1: 10]
        let found = map.modify(1) { value in
            value? += 1
            return value
        }
        #expect(found == 11)
        #expect(map[1] == 11)
    }

    @Test
    func `modify adds, removes, and leaves alone`() {
        var map: SortedDictionary<Int, Int> = [1: 10]
        map.modify(2) { $0 = 20 }
        map.modify(3) { _ in }
        map.modify(1) { $0 = nil }
        #expect(map == [2: 20])
    }

    @Test(arguments: [nil, 5] as [Int?], [1, 2] as [WideKey])
    func `modify keeps what its body did before it threw`(left: Int?, key: WideKey) {
        var map = SortedDictionary(uniqueSortedElements: stride(from: 1, to: 400, by: 3).map { (WideKey($0), $0) })
        var model = map
        model[key] = left
        #expect(throws: Refused.self) {
            try map.modify(key) { value throws(Refused) in
                value = left
                throw Refused()
            }
        }
        #expect(map == model)
        #expect(map.checkInvariants() == [])
    }

    @Test
    func `iteration sees the map as it was when it began`() {
        var map = SortedDictionary(uniqueSortedElements: (0..<300).map { (WideKey($0), $0) })
        var seen: [Int] = []
        for (key, value) in map {
            seen.append(value)
            map[key] = nil
            map[WideKey(value + 1_000)] = value
        }
        #expect(seen == Array(0..<300))
        #expect(map.first?.key == 1_000)
        var seenDown: [Int] = []
        for (key, value) in map.elements(downFrom: 1_199) {
            map.modify(key) { $0? += 7 }
            map.removeValue(forKey: WideKey(key.number - 1))
            seenDown.append(value)
        }
        #expect(seenDown == (0..<200).reversed())
    }

    @Test
    func `keys without a total order do not trap`() {
        var map = SortedDictionary<Double, Int>()
        var generator = SeededGenerator(seed: 9)
        for step in 0..<5_000 {
            let key = Bool.random(using: &generator) ? .nan : Double.random(in: 0..<100, using: &generator)
            switch step % 5 {
            case 0: map.removeValue(forKey: map.element(at: map.count / 2)?.key ?? key)
            case 1: map.modify(key) { $0 = nil }
            default: map[key] = step
            }
            _ = (map.rank(of: key), map.element(at: map.rank(of: key)))
        }
        #expect(Array(map).count == map.count)
        #expect(Array(map.reversed()).count == map.count)
    }

    @Test
    func `two copies are changed in two tasks at once`() async {
        let map = SortedDictionary(uniqueSortedElements: (0..<2_000).map { ($0, "\($0)") })
        async let odd = change(map, from: 1)
        async let even = change(map, from: 0)
        let (first, second) = await (odd, even)
        #expect(first.checkInvariants() == [])
        #expect(second.checkInvariants() == [])
        #expect(first.map(\.key) == Array(stride(from: 0, to: 2_000, by: 2)))
        #expect(second.map(\.key) == Array(stride(from: 1, to: 2_000, by: 2)))
        #expect(map.count == 2_000)
        #expect(map.allSatisfy { $0.value == "\($0.key)" })
    }

    /// Removes every second element, and changes the others, away from the caller.
    @concurrent
    private func change(_ map: SortedDictionary<Int, String>, from start: Int) async -> SortedDictionary<Int, String> {
        var copy = map
        for key in stride(from: start, to: 2_000, by: 2) {
            copy[key] = nil
            copy.modify(key ^ 1) { $0? += "!" }
        }
        return copy
    }
}

/// A key with a part that its order does not look at.
private struct Alias: Comparable {
    let rank: Int
    let name: String

    static func == (left: Self, right: Self) -> Bool { left.rank == right.rank }
    static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}

private struct Refused: Error {}
