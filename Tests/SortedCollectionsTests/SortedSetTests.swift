import Testing

@testable import SortedCollections
import UnderstudyTesting

/// The set, which adds to the map only what its operations say.
struct SortedSetTests {
    @Test(arguments: KeyOrder.allCases)
    func `a set agrees with a plain one`(order: KeyOrder) {
        var generator = SeededGenerator(seed: 17)
        var set = SortedSet<Int>()
        var model: Set<Int> = []
        for step in 0..<4_000 {
            let element = order.key(at: step, using: &generator)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: #expect(set.remove(element) == (model.remove(element) != nil), "\(order), step \(step)")
            case 1:
                set.removeExisting(element)
                model.remove(element)
            default: #expect(set.insert(element) == model.insert(element).inserted, "\(order), step \(step)")
            }
            #expect(set.contains(element) == model.contains(element), "\(order), step \(step)")
            #expect(set.count == model.count, "\(order), step \(step)")
        }
        #expect(set.map.checkInvariants() == [])
        #expect(Array(set) == model.sorted())
        #expect(Array(set.reversed()) == model.sorted(by: >))
    }

    @Test(arguments: -1...11)
    func `ranges, ranks and offsets are those of the sorted elements`(probe: Int) {
        let elements = [0, 2, 4, 6, 8, 10]
        let set: SortedSet = [0, 2, 4, 6, 8, 10]
        #expect(Array(set.elements(from: probe)) == elements.filter { $0 >= probe })
        #expect(Array(set.elements(downFrom: probe)) == elements.filter { $0 <= probe }.reversed())
        #expect(set.rank(of: probe) == elements.count { $0 < probe })
        #expect(set.element(at: probe) == (elements.indices.contains(probe) ? elements[probe] : nil))
    }

    @Test
    func `the ends of a set are its lowest and its highest element`() {
        var set: SortedSet<String> = ["b", "c", "a"]
        #expect(set.first == "a")
        #expect(set.last == "c")
        set.removeAll()
        #expect(set.isEmpty)
        #expect(set.first == nil)
        #expect(set.last == nil)
    }

    @Test
    func `sets are equal when their elements are`() {
        let set: SortedSet = [3, 1, 2]
        var copy = set
        #expect(copy == set)
        #expect(set == [1, 2, 3])
        copy.remove(2)
        #expect(copy != set)
        copy.insert(4)
        #expect(copy != set)
    }
}
