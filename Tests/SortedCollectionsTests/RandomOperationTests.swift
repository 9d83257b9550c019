import Testing

@testable import SortedCollections
import UnderstudyTesting

/// Long random sequences of operations, compared with a dictionary after each.
struct RandomOperationTests {
    @Test(arguments: KeyOrder.allCases, [1, 2, 3] as [UInt64])
    func `a deep tree is sound after every step, and agrees with a dictionary`(order: KeyOrder, seed: UInt64) {
        var run = Run<WideKey>(order: order, seed: seed, makeKey: { WideKey($0) })
        for step in 0..<3_000 {
            run.step(step)
            let problems = run.map.checkInvariants()
            guard problems.isEmpty else {
                Issue.record("\(order), seed \(seed), step \(step): \(problems)")
                return
            }
        }
        run.expectAgreement()
        run.expectCopiesUnchanged()
    }

    @Test(arguments: KeyOrder.allCases, [11, 12] as [UInt64])
    func `a map of many small elements agrees with a dictionary`(order: KeyOrder, seed: UInt64) {
        var run = Run<Int>(order: order, seed: seed, makeKey: { $0 })
        for step in 0..<20_000 {
            run.step(step)
        }
        #expect(run.map.checkInvariants() == [], "\(order), seed \(seed)")
        run.expectAgreement()
        run.expectCopiesUnchanged()
    }

    @Test(arguments: KeyOrder.allCases, [21] as [UInt64])
    func `a map with string keys agrees with a dictionary`(order: KeyOrder, seed: UInt64) {
        var run = Run<String>(order: order, seed: seed, makeKey: { "0d3f9a52-5c1e-4d7e-9a55-\($0)" })
        for step in 0..<5_000 {
            run.step(step)
        }
        #expect(run.map.checkInvariants() == [], "\(order), seed \(seed)")
        run.expectAgreement()
        run.expectCopiesUnchanged()
    }

    @Test(arguments: [false, true])
    func `a tree that grows and then shrinks to nothing is sound all the way`(downwards: Bool) {
        var generator = SeededGenerator(seed: 5)
        var map = SortedDictionary<WideKey, Int>()
        let keys = (0..<600).shuffled(using: &generator)
        for key in keys {
            map[WideKey(key)] = key
        }
        #expect(map.root.height > 2)
        let order = downwards ? keys.sorted(by: >) : keys.sorted()
        for (gone, key) in order.enumerated() {
            #expect(map.removeValue(forKey: WideKey(key)) == key)
            #expect(map.count == 599 - gone)
            #expect(map.checkInvariants() == [])
        }
        #expect(map.isEmpty)
        #expect(map.root.isLeaf)
    }
}

/// A map, the dictionary that it should equal, and copies of both from earlier moments.
private struct Run<Key: Comparable & Hashable> {
    typealias Moment = (map: SortedDictionary<Key, Int>, model: [Key: Int])

    private(set) var map = SortedDictionary<Key, Int>()
    private var model: [Key: Int] = [:]
    private var moments: [Moment] = []
    private var generator: SeededGenerator
    private let order: KeyOrder
    private let seed: UInt64
    private let makeKey: (Int) -> Key

    init(order: KeyOrder, seed: UInt64, makeKey: @escaping (Int) -> Key) {
        generator = SeededGenerator(seed: seed)
        self.order = order
        self.seed = seed
        self.makeKey = makeKey
    }

    /// Does one operation to both, in phases in which most of them add and phases in which most of them remove.
    mutating func step(_ step: Int) {
        let key = chooseKey(step)
        let growing = step / 700 % 3 != 2
        switch Int.random(in: 0..<100, using: &generator) {
        case 0..<(growing ? 30 : 10):
            expect(map.updateValue(step, forKey: key), model.updateValue(step, forKey: key), step)
        case ..<(growing ? 50 : 20):
            map[key] = step
            model[key] = step
        case ..<(growing ? 60 : 50):
            expect(map.removeValue(forKey: key), model.removeValue(forKey: key), step)
        case ..<(growing ? 65 : 70):
            map[key] = nil
            model[key] = nil
        case ..<90:
            modify(key, step)
        case ..<98:
            expect(map[key], model[key], step)
        case 98:
            keepCopy()
        default:
            guard Int.random(in: 0..<10, using: &generator) == 0 else { return }
            map.removeAll()
            model.removeAll()
        }
        #expect(map.count == model.count, "\(order), seed \(seed), step \(step)")
    }

    /// Picks a key that is there half of the time, a new one otherwise.
    private mutating func chooseKey(_ step: Int) -> Key {
        let fresh = makeKey(order.key(at: step, using: &generator))
        guard Bool.random(using: &generator), !map.isEmpty else { return fresh }
        return map.element(at: .random(in: 0..<map.count, using: &generator))?.key ?? fresh
    }

    /// Changes, adds, removes or only reads a value in place.
    private mutating func modify(_ key: Key, _ step: Int) {
        let kind = Int.random(in: 0..<4, using: &generator)
        let change: (inout Int?) -> Int? = { value in
            let before = value
            switch kind {
            case 0: value = step
            case 1: value = nil
            case 2: value = value.map { $0 &+ 1 }
            default: break
            }
            return before
        }
        expect(map.modify(key, change), change(&model[key]), step)
    }

    /// Keeps the map as it is now; of more than twenty copies, one at random goes.
    private mutating func keepCopy() {
        moments.append((map, model))
        if moments.count > 20 {
            moments.remove(at: .random(in: 0..<20, using: &generator))
        }
        // Now and then the run goes on from an earlier moment, as a restore does.
        if Int.random(in: 0..<8, using: &generator) == 0, let moment = moments.randomElement(using: &generator) {
            (map, model) = moment
        }
    }

    private func expect(_ found: Int?, _ wanted: Int?, _ step: Int) {
        #expect(found == wanted, "\(order), seed \(seed), step \(step)")
    }

    func expectAgreement() {
        Self.expectAgreement((map, model), "\(order), seed \(seed)")
    }

    func expectCopiesUnchanged() {
        #expect(moments.count > 1)
        for moment in moments {
            Self.expectAgreement(moment, "copy in \(order), seed \(seed)")
        }
    }

    private static func expectAgreement(_ moment: Moment, _ name: String) {
        #expect(moment.map.checkInvariants() == [], "\(name)")
        let sorted = moment.model.sorted { $0.key < $1.key }
        #expect(moment.map.map(\.key) == sorted.map(\.key), "\(name)")
        #expect(moment.map.map(\.value) == sorted.map(\.value), "\(name)")
        #expect(moment.map.reversed().map(\.value) == sorted.reversed().map(\.value), "\(name)")
        #expect(sorted.allSatisfy { moment.map[$0.key] == $0.value }, "\(name)")
    }
}
