import Testing

@testable import SortedCollections

/// What a copy costs, counted in nodes and in copies of values.
struct SharingTests {
    @Test
    func `a copy shares every node`() {
        let map = numbers(2_000)
        let copy = map
        let nodes = copy.nodes(sharedWith: map)
        #expect(nodes.all > 200)
        #expect(nodes.shared == nodes.all)
    }

    @Test(arguments: [0, 1, 999, 1_000, 1_999])
    func `a write after a copy replaces only the nodes on its way`(key: Int) {
        let map = numbers(2_000)
        var copy = map
        copy[WideKey(key)] = -1
        let nodes = copy.nodes(sharedWith: map)
        #expect(nodes.all - nodes.shared == map.root.height)
        #expect(map[WideKey(key)] == key)
    }

    @Test(arguments: 0..<40)
    func `an insertion or a removal after a copy replaces few nodes beside its way`(step: Int) {
        let map = numbers(2_000)
        var (larger, smaller) = (map, map)
        larger[WideKey(step * 50 + 10_000 * (step % 2))] = 1
        smaller[WideKey(step * 50)] = nil
        for copy in [larger, smaller] {
            let nodes = copy.nodes(sharedWith: map)
            #expect(nodes.all - nodes.shared <= 2 * map.root.height + 1)
        }
    }

    @Test
    func `the removal of an absent key copies nothing`() {
        let map = numbers(500)
        var copy = map
        #expect(copy.removeValue(forKey: -1) == nil)
        copy[WideKey(501)] = nil
        let nodes = copy.nodes(sharedWith: map)
        #expect(nodes.shared == nodes.all)
    }

    @Test
    func `a value is modified without a second reference to what it holds`() {
        var map = SortedDictionary<WideKey, Tracked>()
        for key in 0..<300 {
            map[WideKey(key)] = Tracked()
        }
        let copies = (0..<300).map { key in
            map.modify(WideKey(key)) { $0?.touch() ?? true }
        }
        #expect(!copies.contains(true))
    }

    @Test
    func `a value that a copy shares is copied before it is modified`() {
        var map: SortedDictionary<WideKey, Tracked> = [1: Tracked()]
        let copy = map
        #expect(map.modify(1) { $0?.touch() } == true)
        #expect(map[1]?.box.touches == 1)
        #expect(copy[1]?.box.touches == 0)
    }

    @Test
    func `every element is released with the last map that holds it`() {
        let counter = Counter()
        var map = SortedDictionary<WideKey, Counted>()
        for key in 0..<1_000 {
            map[WideKey(key)] = Counted(counter)
        }
        var copy: SortedDictionary? = map
        for key in 0..<500 {
            map[WideKey(key)] = nil
        }
        // The optimizer releases a value after its last use.
        withExtendedLifetime(copy) { #expect(counter.live == 1_000) }
        copy = nil
        #expect(copy == nil)
        #expect(counter.live == 500)
        map.removeAll()
        #expect(counter.live == 0)
    }

    private func numbers(_ count: Int) -> SortedDictionary<WideKey, Int> {
        SortedDictionary(uniqueSortedElements: (0..<count).map { (WideKey($0), $0) })
    }
}

/// A value that copies what it holds before a change when somebody else holds it too, and says whether it did.
private struct Tracked {
    final class Box {
        var touches: Int
        init(touches: Int) { self.touches = touches }
    }

    private(set) var box = Box(touches: 0)

    mutating func touch() -> Bool {
        let isShared = !isKnownUniquelyReferenced(&box)
        if isShared {
            box = Box(touches: box.touches)
        }
        box.touches += 1
        return isShared
    }
}

/// How many objects there are.
private final class Counter {
    var live = 0
}

/// An object that is counted while it lives.
private final class Counted {
    private let counter: Counter

    init(_ counter: Counter) {
        self.counter = counter
        counter.live += 1
    }

    deinit {
        counter.live -= 1
    }
}
