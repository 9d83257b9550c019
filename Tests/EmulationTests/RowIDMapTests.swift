import Testing

@testable import Emulation

/// The ids of a table against a plain dictionary.
@Suite struct RowIDMapTests {
    /// An id that shares its hash with many others.
    private struct Clashing: Comparable, Hashable, Sendable {
        let number: Int

        static func < (left: Self, right: Self) -> Bool { left.number < right.number }

        func hash(into hasher: inout Hasher) { hasher.combine(number % 7) }
    }

    /// The ids with their numbers, and the rows that say whose a number is.
    private struct Pair<ID: Comparable & Hashable & Sendable> {
        var numbers = RowIDMap<ID>()
        var model: [ID: Int] = [:]
        var rows: [Int: ID] = [:]

        func number(of id: ID) -> Int? { numbers.number(of: id) { rows[$0] == id } }

        mutating func put(_ id: ID, orNew number: Int) -> Int {
            let found = numbers.number(of: id, orNew: number) { rows[$0] == id }
            rows[found] = id
            return found
        }

        mutating func remove(_ id: ID) -> Int? {
            let number = numbers.remove(id) { rows[$0] == id }
            if let number { rows[number] = nil }
            return number
        }
    }

    private func live<ID: Comparable & Hashable & Sendable>(_ seed: UInt64, _ makeID: (Int) -> ID) {
        var random = RandomSource(seed: seed)
        var pair = Pair<ID>()
        var copies: [Pair<ID>] = []
        for step in 0..<300 {
            if step == 100 { pair.numbers.isLoading = false }
            let id = makeID(Int.random(in: 0..<40, using: &random))
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<6:
                #expect(pair.put(id, orNew: step) == pair.model[id, default: step], "seed \(seed)")
                pair.model[id] = pair.model[id] ?? step
            case 6..<9: #expect(pair.remove(id) == pair.model.removeValue(forKey: id), "seed \(seed)")
            default: copies.append(pair)
            }
            #expect(pair.number(of: id) == pair.model[id], "seed \(seed)")
        }
        for copy in copies {
            for number in 0..<40 {
                #expect(copy.number(of: makeID(number)) == copy.model[makeID(number)], "seed \(seed)")
            }
        }
    }

    @Test(arguments: 0..<50)
    func `any order of acts gives what a dictionary gives`(seed: UInt64) {
        live(seed) { "id \($0)" }
    }

    @Test(arguments: 0..<50)
    func `ids of the same hash are told apart`(seed: UInt64) {
        live(seed) { Clashing(number: $0) }
    }
}
