/// The source of random bits: the system, or a seed that makes a run repeatable.
package struct RandomSource: RandomNumberGenerator, Sendable {
    private var system = SystemRandomNumberGenerator()
    private var seededState: UInt64?

    /// - Parameter seed: the same seed gives the same sequence on every machine; nil uses the system's randomness.
    package init(seed: UInt64? = nil) {
        seededState = seed
    }

    /// Goes to another part of a seeded sequence; the system's randomness has no parts.
    package mutating func skip(to part: Int) {
        guard let state = seededState, part != 0 else { return }
        var other = RandomSource(seed: state ^ UInt64(bitPattern: Int64(part)))
        seededState = other.next() ^ state
    }

    /// Returns the next 64 bits; from a seed by SplitMix64 (Steele, Lea and Flood, 2014).
    package mutating func next() -> UInt64 {
        guard let state = seededState else { return system.next() }
        let advanced = state &+ 0x9E37_79B9_7F4A_7C15
        seededState = advanced
        var mixed = advanced
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
