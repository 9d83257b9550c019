import UnderstudyTesting

/// A key so wide that nodes take the fewest things they can, so that a few hundred elements make a tree of many levels.
struct WideKey: Comparable, Hashable, Sendable, ExpressibleByIntegerLiteral, CustomStringConvertible {
    let number: Int
    private let ballast = InlineArray<64, Int>(repeating: 0)

    init(_ number: Int) {
        self.number = number
    }

    init(integerLiteral value: Int) {
        number = value
    }

    var description: String { "\(number)" }

    static func < (left: Self, right: Self) -> Bool { left.number < right.number }
    static func == (left: Self, right: Self) -> Bool { left.number == right.number }
    func hash(into hasher: inout Hasher) { hasher.combine(number) }
}

/// The order in which a sequence of operations picks its keys.
enum KeyOrder: CaseIterable, Sendable {
    case fewKeys, manyKeys, ascending, descending, clustered

    /// Makes the key for a step.
    func key(at step: Int, using generator: inout SeededGenerator) -> Int {
        switch self {
        case .fewKeys: .random(in: 0..<40, using: &generator)
        case .manyKeys: .random(in: -1_000_000...1_000_000, using: &generator)
        case .ascending: step / 2 + .random(in: 0...3, using: &generator)
        case .descending: -step / 2 - .random(in: 0...3, using: &generator)
        case .clustered: (step / 100 % 7) * 10_000 + .random(in: 0..<60, using: &generator)
        }
    }
}
