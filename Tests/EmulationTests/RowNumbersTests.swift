import Testing

@testable import Emulation

/// The ids of a table against a plain dictionary.
@Suite struct RowNumbersTests {
    @Test(arguments: 0..<50)
    func `any order of acts gives what a dictionary gives`(seed: UInt64) {
        var random = RandomSource(seed: seed)
        var numbers = RowNumbers<String>()
        var model: [String: Int] = [:]
        var copies: [(RowNumbers<String>, [String: Int])] = []
        for step in 0..<300 {
            if step == 100 { numbers.isLoading = false }
            let id = "id \(Int.random(in: 0..<40, using: &random))"
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<6:
                #expect(numbers.number(of: id, orNew: step) == model[id, default: step], "seed \(seed)")
                model[id] = model[id] ?? step
            case 6..<9: #expect(numbers.remove(id) == model.removeValue(forKey: id), "seed \(seed)")
            default: copies.append((numbers, model))
            }
            #expect(numbers[id] == model[id], "seed \(seed)")
        }
        for (copy, model) in copies {
            for number in 0..<40 { #expect(copy["id \(number)"] == model["id \(number)"], "seed \(seed)") }
        }
    }
}
