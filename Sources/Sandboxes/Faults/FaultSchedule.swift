internal import Emulation

/// Which of the matching requests a fault rule fires for.
///
/// Counts are exact, and probability is repeatable: its source of random numbers belongs to the
/// rule and never touches the ids of the world.
struct FaultSchedule: Sendable {
    /// The kinds of schedule.
    enum Kind: Sendable {
        /// Not the first `skip` requests, then `times` of them; nil: all of them.
        case counted(skip: Int, times: Int?)
        /// Each n-th request.
        case every(Int)
        case probability(Double)
    }

    private let kind: Kind
    private var random: RandomSource

    init(_ kind: Kind, seed: UInt64) {
        self.kind = kind
        random = RandomSource(seed: seed)
    }

    /// Whether the rule fires.
    ///
    /// - Parameters:
    ///   - count: how many requests matched, with this one.
    ///   - firedCount: for how many the rule fired.
    /// - Returns: true for each request that is faulted.
    mutating func isDue(matchedCount count: Int, firedCount: Int) -> Bool {
        switch kind {
        case .counted(let skip, let times):
            count > skip && times.map { firedCount < $0 } ?? true
        case .every(let interval): count % interval == 0
        case .probability(let probability): Double.random(in: 0..<1, using: &random) < probability
        }
    }

    /// A delay of up to that many milliseconds.
    mutating func jitter(upTo milliseconds: Int) -> Int {
        milliseconds == 0 ? 0 : Int.random(in: 0...milliseconds, using: &random)
    }
}
