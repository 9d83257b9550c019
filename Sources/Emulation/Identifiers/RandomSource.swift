/// A repeatable sequence of random bits: SplitMix64 (Steele, Lea and Flood, 2014).
package struct RandomSource: RandomNumberGenerator, Sendable, Equatable {
    /// The position in the sequence: what comes next depends on nothing else.
    package private(set) var position: UInt64

    /// - Parameter seed: the same seed gives the same sequence on every machine; nil starts at a
    ///   random position.
    package init(seed: UInt64? = nil) {
        position = seed ?? .random(in: .min ... .max)
    }

    /// Continues at a position far away, which only the present one determines.
    package mutating func jump() {
        position = next()
    }

    /// Returns the next 64 bits.
    package mutating func next() -> UInt64 {
        position &+= 0x9E37_79B9_7F4A_7C15
        var mixed = position
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
